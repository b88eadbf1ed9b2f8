/** UTF-16 units of a name before its extension: as UTF-8 at most 240 bytes, where systems take 255 with the extension. */
const maxName = 80;

/** A name for a file, of a title that a person typed: without what systems do not allow, and with its extension once. */
export function fileName(title: string, extension: string): string {
  const suffix = `.${extension}`;
  const safe = title.replace(/[\u0000-\u001f\u007f\\/:*?"<>|]+/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '');
  const name = safe.toLowerCase().endsWith(suffix) ? safe.slice(0, -suffix.length) : safe;
  // Not through the middle of an emoji.
  return `${name.slice(0, maxName).replace(/[\ud800-\udbff]$/, '') || 'untitled'}${suffix}`;
}

/** Gives the person a file. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Gives the person a file of text. */
export const saveText = (text: string, name: string, type: string): void =>
  saveFile(new Blob([text], { type: `${type};charset=utf-8` }), name);
