// Random edits: each flavour changes a document in one transaction.
import * as Y from 'yjs';

const words = ['a', 'bc', 'the ', '\n', 'ñandú ', 'данные', '漢字', 'somewhat longer words ', '—'];
const wordsWithEmoji = [...words, '🙂', '👩‍👩‍👧', 'x🙂y', '🙃🙃'];
const marks = [
  { bold: true }, { bold: null }, { italic: true }, { italic: null }, { color: 'red' }, { color: 'blue' }, { color: null },
  { link: { href: 'x' } }, { link: null }, { bold: true, italic: true }, { bold: null, color: 'red' },
];
const embeds = [{ image: 'a.png' }, { mention: 7, name: 'é' }, {}];
const names = ['p', 'DIV', 'em'];
const items = [
  null, true, false, 0, -0, 1, -64, 2 ** 31, -(2 ** 31), 0.5, 0.1, 1e300, Infinity, 'text', '', 'é🙂',
  [], [1, [2n, 'three', undefined]], {}, { x: 1, y: { z: null } }, Uint8Array.of(), Uint8Array.of(1, 2, 255),
];
// What a map takes and an array refuses.
const values = [...items, undefined, -(2n ** 63n)];
const keys = ['a', 'b', 'c', 'key', '', 'ключ', '7'];

const chance = (random, percent) => random.below(100) < percent;
const pick = (random, list) => list[random.below(list.length)];

/** Where to insert: often where others do too, so that their edits conflict. */
const place = (random, length) =>
  [0, Math.min(1, length), length >> 1, length, random.below(length + 1), random.below(length + 1)][random.below(6)];

const span = (random, length, most) => {
  const start = chance(random, 30) ? Math.min(place(random, length), length - 1) : random.below(length);
  return [start, Math.min(1 + random.below(most), length - start)];
};

function typeWords(random, text, from = words) {
  if (text.length > 0 && chance(random, 35)) {
    text.delete(...span(random, text.length, 7));
  } else {
    text.insert(place(random, text.length), pick(random, from));
  }
}

function delta(random, length) {
  const operations = [];
  for (let left = length, n = 1 + random.below(4); n > 0; n--) {
    const units = left > 0 ? 1 + random.below(left) : 0;
    const choice = random.below(4);
    if (choice === 0 || units === 0) {
      operations.push({ insert: pick(random, chance(random, 80) ? words : embeds), ...attributes(random) });
    } else {
      left -= units;
      operations.push(choice === 1 ? { delete: units } : { retain: units, ...(choice === 2 ? attributes(random) : {}) });
    }
  }

  return operations;
}

const attributes = (random) => chance(random, 50) ? { attributes: pick(random, marks) } : {};

function editRich(random, text) {
  const choice = random.below(100);
  if (text.length > 0 && choice < 30) {
    text.format(...span(random, text.length, 9), pick(random, marks));
  } else if (choice < 40) {
    text.insertEmbed(place(random, text.length), pick(random, embeds), ...(chance(random, 50) ? [pick(random, marks)] : []));
  } else if (choice < 55) {
    text.insert(place(random, text.length), pick(random, words), pick(random, marks));
  } else if (choice < 62) {
    text.applyDelta(delta(random, text.length));
  } else if (choice < 66) {
    text.setAttribute(pick(random, keys), pick(random, ['left', 1, null]));
  } else if (choice < 68) {
    text.removeAttribute(pick(random, keys));
  } else {
    typeWords(random, text);
  }
}

function editArray(random, array, make) {
  if (array.length > 0 && chance(random, 35)) {
    array.delete(...span(random, array.length, 4));
  } else {
    array.insert(place(random, array.length), Array.from({ length: 1 + random.below(4) }, () => make(random)));
  }
}

function editMap(random, map, make) {
  const key = pick(random, keys);
  if (map.has(key) && chance(random, 30)) {
    map.delete(key);
  } else if (chance(random, 2)) {
    map.clear();
  } else {
    map.set(key, make(random));
  }
}

const item = (random) => pick(random, items);
const value = (random) => pick(random, values);

const itemOrType = (random) => chance(random, 65) ? item(random) : pick(random, [
  () => new Y.Map([['a', 1], ['b', new Y.Array()]]), () => new Y.Map(), () => Y.Array.from([1, 'x']), () => new Y.Array(),
  () => new Y.Text('born with words'), () => new Y.Text(), () => new Y.XmlFragment(), () => new Y.XmlElement('p'), () => new Y.XmlText('x'),
])();

const newNode = (random) => {
  const choice = random.below(10);
  if (choice < 4) {
    return new Y.XmlText(pick(random, words));
  }

  if (choice === 4) {
    return new Y.XmlHook(pick(random, names));
  }

  const element = new Y.XmlElement(pick(random, names));
  if (chance(random, 40)) {
    element.setAttribute('class', pick(random, words));
  }

  if (chance(random, 30)) {
    element.insert(0, [new Y.XmlText('inner')]);
  }

  return element;
};

function editXmlElement(random, element) {
  const children = element.length;
  if (element instanceof Y.XmlElement && chance(random, 40)) {
    if (chance(random, 30)) {
      element.removeAttribute(pick(random, keys));
    } else {
      element.setAttribute(pick(random, keys), pick(random, words));
    }
  } else if (children > 0 && chance(random, 30)) {
    element.delete(...span(random, children, 2));
  } else {
    element.insert(place(random, children), [newNode(random)]);
  }
}

/** The shared types right within a type. */
function inner(type) {
  if (type instanceof Y.Map) {
    return [...type.values()].filter((each) => each instanceof Y.AbstractType);
  }

  return type instanceof Y.Array || type instanceof Y.XmlFragment
    ? type.toArray().filter((each) => each instanceof Y.AbstractType)
    : [];
}

/** Goes down from a type by chance, and edits where it stops. */
function editTree(random, type, depth = 0) {
  const types = depth < 6 ? inner(type) : [];
  if (types.length > 0 && chance(random, 65)) {
    editTree(random, pick(random, types), depth + 1);
  } else if (type instanceof Y.Text) {
    (type instanceof Y.XmlText ? editRich : typeWords)(random, type);
  } else if (type instanceof Y.XmlFragment) {
    editXmlElement(random, type);
  } else if (type instanceof Y.Map) {
    editMap(random, type, itemOrType);
  } else {
    editArray(random, type, itemOrType);
  }
}

/** Now and then several edits at once. */
const transaction = (edit) => (random, doc, state) => {
  if (!chance(random, 20)) {
    edit(random, doc, state);
    return;
  }

  doc.transact(() => {
    for (let n = 2 + random.below(4); n > 0; n--) {
      edit(random, doc, state);
    }
  });
};

function editAny(random, doc) {
  const choice = random.below(4);
  if (choice === 0) {
    editRich(random, doc.getText('text'));
  } else {
    editTree(random, [doc.getMap('map'), doc.getArray('array'), doc.getXmlFragment('xml')][choice - 1]);
  }
}

/** Undo and redo between edits; what one capture holds is told, since time must not matter. */
const undoing = (edit) => {
  const edits = transaction(edit);
  return (random, doc, state) => {
    state.undo ??= new Y.UndoManager([...doc.share.values()], { captureTimeout: chance(random, 50) ? 0 : 1e9 });
    const choice = random.below(100);
    if (choice < 20) {
      state.undo.undo();
    } else if (choice < 32) {
      state.undo.redo();
    } else if (choice < 40) {
      state.undo.stopCapturing();
    } else {
      edits(random, doc, state);
    }
  };
};

const itemOrDocument = (random) => chance(random, 50) ? item(random) : new Y.Doc({
  guid: `page ${random.below(2 ** 30)}`,
  autoLoad: chance(random, 20),
  gc: !chance(random, 20),
  ...(chance(random, 30) ? { meta: { n: 1 } } : {}),
});

export const flavours = {
  text: transaction((random, doc) => typeWords(random, doc.getText('text'))),
  emoji: transaction((random, doc) => typeWords(random, doc.getText('text'), wordsWithEmoji)),
  rich: transaction((random, doc) => editRich(random, doc.getText('text'))),
  array: transaction((random, doc) => editArray(random, doc.getArray('array'), item)),
  map: transaction((random, doc) => editMap(random, doc.getMap('map'), value)),
  nested: transaction((random, doc) => editTree(random, chance(random, 50) ? doc.getMap('map') : doc.getArray('array'))),
  xml: transaction((random, doc) => editTree(random, doc.getXmlFragment('xml'))),
  mixed: transaction(editAny),
  undo: undoing((random, doc) => editTree(random, pick(random, [doc.getText('text'), doc.getMap('map'), doc.getArray('array')]))),
  undoRich: undoing(editAny),
  documents: transaction((random, doc) => chance(random, 50)
    ? editMap(random, doc.getMap('map'), itemOrDocument)
    : editArray(random, doc.getArray('array'), itemOrDocument)),
};
