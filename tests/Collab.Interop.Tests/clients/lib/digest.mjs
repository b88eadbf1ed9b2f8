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

function json(doc, root) {
  if (root === 'text' || root === 'margin') {
    return doc.getText(root).toDelta();
  }

  const map = doc.getMap(root).toJSON();
  return Object.keys(map).sort().map((key) => [key, map[key]]);
}
