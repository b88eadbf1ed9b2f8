/** The longest name of a file, in UTF-16 units, that every system takes. */
const maxFileName = 80;

/** A document's title as the name of a file: without what systems do not allow there. */
export function fileNameOf(title: string, extension: string): string {
  const name = title.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, maxFileName);
  return `${name || 'text'}.${extension}`;
}

/** Has the browser save a text as a file. */
export function saveText(text: string, fileName: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
