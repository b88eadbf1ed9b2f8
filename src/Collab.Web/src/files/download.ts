/** A name for a file, of a title that a person typed. */
export function fileName(title: string, extension: string): string {
  const safe = title.replace(/[\u0000-\u001f\u007f\\/:*?"<>|]+/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+/, '').trim();
  return `${safe.slice(0, 100) || 'untitled'}.${extension}`;
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
