import * as Y from 'yjs';

/** As data alone: a nested type as its JSON, a nested document as its guid. */
export function plain(value) {
  if (value instanceof Y.AbstractType) {
    return plain(value instanceof Y.XmlFragment || value instanceof Y.XmlText ? value.toString() : value.toJSON());
  }

  if (value instanceof Y.Doc) {
    return { guid: value.guid };
  }

  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) {
    return value;
  }

  return Array.isArray(value)
    ? value.map(plain)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
