import * as Y from 'yjs';
import { plain } from './plain.mjs';
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
