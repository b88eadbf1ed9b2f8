import type * as Y from 'yjs';

/** An image on the board, with its bytes. */
export type BoardFile = {
  readonly id: string;
  readonly mimeType: string;
  readonly dataURL: string;
  /** Milliseconds since 1970. */
  readonly created: number;
};

const imageTypes = new Set(
  ['png', 'jpeg', 'jpg', 'gif', 'webp', 'bmp', 'avif', 'jfif', 'svg+xml', 'x-icon'].map((name) => `image/${name}`),
);

/** Images must carry their bytes with them: an address would be asked for by everybody who opens the board. */
export function parseFile(value: unknown): BoardFile | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { id, mimeType, dataURL, created } = value as Partial<Record<keyof BoardFile, unknown>>;
  return typeof id === 'string' && typeof mimeType === 'string' && imageTypes.has(mimeType)
    && typeof dataURL === 'string' && isImageData(dataURL)
    ? { id, mimeType, dataURL, created: typeof created === 'number' ? created : 0 }
    : null;
}

/** Whether it is the bytes of an image, in base64 as FileReader writes it: Excalidraw decodes it without looking. */
function isImageData(dataURL: string): boolean {
  const header = /^data:([^;,]{1,40})(?:;[^;,]{1,40}){0,4};base64,/.exec(dataURL);
  const type = header?.[1];
  const base64 = dataURL.slice(header?.[0].length);
  return type !== undefined && imageTypes.has(type) && base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
}

/** The images that a document holds. */
export function readFiles(files: Y.Map<unknown>, ids: Iterable<string> = files.keys()): readonly BoardFile[] {
  return [...ids].map((id) => parseFile(files.get(id))).filter((file) => file !== null);
}
