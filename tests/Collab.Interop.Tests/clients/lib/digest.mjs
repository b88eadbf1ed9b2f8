import { createHash } from 'node:crypto';
import * as Y from 'yjs';

/** What must be equal in replicas that have the same edits, in a form that the test can compare and print. */
export function digest(doc) {
  return {
    text: sha256(doc.getText('text').toString()),
    length: doc.getText('text').length,
    stateVector: sha256(JSON.stringify(clocks(Y.encodeStateVector(doc)))),
    deletes: sha256(JSON.stringify(deletes(doc))),
    // Roots in the order of their names: each replica makes them in an order of its own.
    json: sha256(JSON.stringify([...doc.share.keys()].sort().map((root) => [root, json(doc, root)]))),
  };
}

/** Whether two replicas have the same edits. */
export function equal(one, other) {
  return JSON.stringify(clocks(Y.encodeStateVector(one))) === JSON.stringify(clocks(Y.encodeStateVector(other)))
    && JSON.stringify(deletes(one)) === JSON.stringify(deletes(other));
}

/** An encoded state vector as pairs of client and clock, in the clients' order. */
export function clocks(stateVector) {
  return [...Y.decodeStateVector(stateVector)].sort(([one], [other]) => one - other);
}

export function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function deletes(doc) {
  return [...Y.createDeleteSetFromStructStore(doc.store).clients]
    .map(([client, ranges]) => [client, ranges.map(({ clock, len }) => [clock, len])])
    .sort(([one], [other]) => one - other);
}

/** The roots that scenarios use; all others are maps. */
const readRoot = {
  text: (doc) => doc.getText('text').toDelta(),
  margin: (doc) => doc.getText('margin').toDelta(),
  list: (doc) => sorted(doc.getArray('list').toJSON()),
  page: (doc) => doc.getXmlFragment('page').toString(),
};

function json(doc, root) {
  return root in readRoot ? readRoot[root](doc) : sorted(doc.getMap(root).toJSON());
}

/** Keys in one order: each replica keeps them in an order of its own. */
function sorted(value) {
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) {
    return value;
  }

  return Array.isArray(value)
    ? value.map(sorted)
    : Object.keys(value).sort().map((key) => [key, sorted(value[key])]);
}
