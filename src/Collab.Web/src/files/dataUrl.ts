/** Bytes a call: String.fromCharCode takes only so many arguments. */
const chunkSize = 0x8000;

/** An image as a data URL, its bytes in base64. */
export async function toDataUrl(image: Blob): Promise<string> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunkSize) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunkSize));
  }
  return `data:${image.type};base64,${btoa(binary)}`;
}

/** The image in a data URL of base64; null where it is none. */
export function fromDataUrl(dataUrl: string): Blob | null {
  const header = /^data:([^;,]+)[^,]*;base64,/.exec(dataUrl);
  if (!header) {
    return null;
  }
  try {
    const binary = atob(dataUrl.slice(header[0].length));
    return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], { type: header[1] ?? '' });
  } catch {
    return null;
  }
}
