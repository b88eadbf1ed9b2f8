// yrs, the other engine that browsers run, compiled to WebAssembly: one replica at a time that edits by chance.
import { createRequire } from 'node:module';
import { Random } from '../lib/random.mjs';

const Y = createRequire(import.meta.url)('ywasm');

const words = ['a', 'bc', 'the ', '\n', 'ñandú ', 'данные', '漢字', 'somewhat longer words '];
const values = [null, true, false, 0, 1, -64, 2 ** 31, 0.5, 'text', '', 'é', [1, [2, 'three']], { x: 1, y: { z: null } }];
const keys = ['a', 'b', 'c', 'key', 'ключ'];
const pick = (random, list) => list[random.below(list.length)];

let replica = null;

export const ywasmRequests = {
  /** Begins anew: { clientId, kind: of the root, seed }. */
  'ywasm open'({ clientId, kind, seed }) {
    replica?.doc.free();
    replica = { doc: new Y.YDoc({ clientID: clientId, gc: true }), kind, random: new Random(seed), updates: [] };
    opened(replica);
    // Kept, or it would be collected and hear no more.
    replica.observer = replica.doc.onUpdate((update) => replica.updates.push(update));
  },

  /** So many random edits; gives their updates. */
  'ywasm edit'({ count }) {
    replica.updates = [];
    for (let i = 0; i < count; i++) {
      editors[replica.kind](opened(replica), replica.random);
    }

    return replica.updates;
  },

  /** Applies updates, each [format version, bytes]. */
  'ywasm receive'({ updates }) {
    for (const [version, update] of updates) {
      (version === 2 ? Y.applyUpdateV2 : Y.applyUpdate)(replica.doc, update, undefined);
    }
  },

  /** What it shows and encodes. */
  'ywasm observe'() {
    return { ...observed(replica), stateV1: Y.encodeStateAsUpdate(replica.doc), stateV2: Y.encodeStateAsUpdateV2(replica.doc) };
  },

  /** What a new document shows that loads a state. */
  'ywasm load'({ version, state }) {
    const loaded = { doc: new Y.YDoc({ gc: true }), kind: replica.kind };
    opened(loaded);
    (version === 2 ? Y.applyUpdateV2 : Y.applyUpdate)(loaded.doc, state, undefined);
    const shown = observed(loaded);
    loaded.doc.free();
    return shown;
  },
};

const openers = {
  Text: (doc) => doc.getText('text'),
  Array: (doc) => doc.getArray('array'),
  Map: (doc) => doc.getMap('map'),
  XmlFragment: (doc) => doc.getXmlFragment('xml'),
};

const opened = ({ doc, kind }) => openers[kind](doc);

const editors = {
  Text(text, random) {
    const length = text.length();
    if (length > 0 && random.below(3) === 0) {
      const start = random.below(length);
      text.delete(start, Math.min(1 + random.below(6), length - start));
    } else {
      text.insert(random.below(length + 1), pick(random, words));
    }
  },
  Array(array, random) {
    const length = array.length();
    if (length > 0 && random.below(3) === 0) {
      array.delete(random.below(length), 1);
    } else {
      array.insert(random.below(length + 1), [pick(random, values), pick(random, values)]);
    }
  },
  Map(map, random) {
    if (random.below(4) === 0) {
      map.delete(pick(random, keys));
    } else {
      map.set(pick(random, keys), pick(random, values));
    }
  },
  XmlFragment(xml, random) {
    const length = xml.length();
    const choice = random.below(10);
    if (length > 0 && choice < 3) {
      xml.delete(random.below(length), 1);
    } else if (choice < 6) {
      xml.insert(random.below(length + 1), new Y.YXmlText(pick(random, words), {}));
    } else {
      xml.insert(random.below(length + 1), new Y.YXmlElement('p', { class: pick(random, keys) }, []));
    }
  },
};

function observed({ doc, kind }) {
  const type = openers[kind](doc);
  const shown = {
    Text: () => ({ string: type.toString(), length: type.length() }),
    Array: () => ({ json: type.toJson() }),
    Map: () => ({ json: type.toJson() }),
    XmlFragment: () => ({ string: type.toString(), length: type.length() }),
  };
  return { content: shown[kind](), stateVector: Y.encodeStateVector(doc), snapshot: Y.encodeSnapshotV1(Y.snapshot(doc)) };
}
