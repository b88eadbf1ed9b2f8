import * as Y from 'yjs';
import { root } from './roots.mjs';

/**
 * What the engine did, done with Yjs: one transaction. A command is [root, path, operation, ...its arguments], or alone the
 * name of what an undo manager does.
 */
export function act(replica, commands) {
  if (typeof commands === 'string') {
    replica.undo[commands]();
    return;
  }

  replica.doc.transact(() => {
    for (const [name, path, operation, ...given] of commands) {
      const type = path.reduce((within, step) => within.get(step), root(replica.doc, name, replica.roots[name]));
      operations[operation](type, ...given);
    }
  });
}

const makers = {
  Map: () => new Y.Map(),
  Array: () => new Y.Array(),
  Text: () => new Y.Text(),
  XmlFragment: () => new Y.XmlFragment(),
  XmlElement: (name = 'p') => new Y.XmlElement(name),
  XmlText: () => new Y.XmlText(),
  XmlHook: (name) => new Y.XmlHook(name),
};

const operations = {
  insertText: (text, index, inserted) => text.insert(index, inserted),
  insertFormatted: (text, index, inserted, attributes) => text.insert(index, inserted, attributes),
  insertEmbed: (text, index, embed, attributes) => text.insertEmbed(index, embed, attributes),
  insertTextType: (text, index, kind, attributes) => text.insertEmbed(index, makers[kind](), attributes),
  deleteText: (text, index, length) => text.delete(index, length),
  formatText: (text, index, length, attributes) => text.format(index, length, attributes),
  applyDelta: (text, delta, sanitize) => text.applyDelta(delta, { sanitize }),
  insertItems: (array, index, values) => array.insert(index, values),
  insertItemType: (array, index, kind) => array.insert(index, [makers[kind]()]),
  pushItems: (array, values) => array.push(values),
  unshiftItems: (array, values) => array.unshift(values),
  deleteItems: (array, index, length) => array.delete(index, length),
  setKey: (map, key, value) => map.set(key, value),
  setKeyType: (map, key, kind) => map.set(key, makers[kind]()),
  deleteKey: (map, key) => map.delete(key),
  clearMap: (map) => map.clear(),
  setAttribute: (type, name, value) => type.setAttribute(name, value),
  removeAttribute: (type, name) => type.removeAttribute(name),
  insertNode(xml, kind, name, isAfter, at) {
    const node = makers[kind](name);
    if (isAfter) {
      xml.insertAfter(at < 0 ? null : xml.get(at), [node]);
    } else {
      xml.insert(at, [node]);
    }
  },
  deleteNodes: (xml, index, length) => xml.delete(index, length),
};
