import * as Y from 'yjs';
import { root } from './roots.mjs';

/** All that must be equal in replicas that have the same updates. */
export function observe({ doc, roots }, bytes) {
  return {
    content: Object.fromEntries(Object.entries(roots).map(([name, kind]) => [name, content(root(doc, name, kind))])),
    stateVector: Y.encodeStateVector(doc),
    snapshot: Y.encodeSnapshot(Y.snapshot(doc)),
    isPending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
    ...(bytes ? { stateV1: Y.encodeStateAsUpdate(doc), stateV2: Y.encodeStateAsUpdateV2(doc) } : {}),
  };
}

function content(type) {
  if (type instanceof Y.Text) {
    return { string: type.toString(), length: type.length, delta: plain(type.toDelta()), attributes: plain(type.getAttributes()) };
  }

  return type instanceof Y.XmlFragment
    ? { string: type.toString(), length: type.length }
    : { json: plain(type.toJSON()) };
}

/** As data alone: a nested type as its JSON, a nested document as its guid. */
function plain(value) {
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
