/** Schemes that a link in a document may have; anything else could run code or reach into the reader's machine. */
const safeSchemes = new Set(['http:', 'https:', 'mailto:']);

/** Whether a link may be kept: an absolute address with a scheme that only shows something. */
export function isSafeLink(address: string): boolean {
  // Browsers skip control characters in a scheme ("java\nscript:"), so there are none in what we take.
  if (/[\u0000-\u001f\u007f]/.test(address)) {
    return false;
  }
  return URL.canParse(address) && safeSchemes.has(new URL(address).protocol);
}

/** Makes a link of what a person typed: "example.org" becomes https, an address with an @ becomes mailto. Null if unsafe. */
export function toLink(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) {
    return null;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/?#]+:\d+(?:[/?#]|$)/.test(text)) {
    return isSafeLink(text) ? text : null;
  }
  const completed = /^[^@/\s]+@[^@/\s]+$/.test(text) ? `mailto:${text}` : `https://${text.replace(/^\/+/, '')}`;
  return isSafeLink(completed) ? completed : null;
}
