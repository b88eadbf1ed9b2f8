import * as Y from 'yjs';
import { root } from './roots.mjs';

/** What the engine did, done with Yjs: one transaction. A command is [root, path, operation, ...its arguments]. */
export function act(replica, commands) {
  replica.doc.transact(() => {
    for (const [name, path, operation, ...given] of commands) {
      const type = path.reduce(step, root(replica.doc, name, replica.roots[name]));
      operations[operation](type, ...given);
    }
  });
}

const step = (type, to) => type.get(to);

const operations = {
  insertText: (text, index, inserted) => text.insert(index, inserted),
  insertFormatted: (text, index, inserted, attributes) => text.insert(index, inserted, attributes),
  deleteText: (text, index, length) => text.delete(index, length),
  insertItems: (array, index, values) => array.insert(index, values),
  deleteItems: (array, index, length) => array.delete(index, length),
  setKey: (map, key, value) => map.set(key, value),
  deleteKey: (map, key) => map.delete(key),
};
