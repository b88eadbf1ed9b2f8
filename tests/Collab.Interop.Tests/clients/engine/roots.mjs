import * as Y from 'yjs';

const openers = {
  Text: (doc, name) => doc.getText(name),
  Array: (doc, name) => doc.getArray(name),
  Map: (doc, name) => doc.getMap(name),
  XmlFragment: (doc, name) => doc.getXmlFragment(name),
  XmlElement: (doc, name) => doc.get(name, Y.XmlElement),
  XmlText: (doc, name) => doc.get(name, Y.XmlText),
};

/** A root type of a document. */
export const root = (doc, name, kind) => openers[kind](doc, name);

/** Declares all roots. */
export function open(doc, roots) {
  for (const [name, kind] of Object.entries(roots)) {
    root(doc, name, kind);
  }
}
