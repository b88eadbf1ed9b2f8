import * as Y from 'yjs';
import { plain } from './plain.mjs';
import { root } from './roots.mjs';

/** Tells what the deep observers of all roots hear, in the order in which they hear it: [root, its events]. */
export function watch(doc, roots, tell) {
  for (const [name, kind] of Object.entries(roots)) {
    root(doc, name, kind).observeDeep((events) => tell([name, events.map(told)]));
  }
}

const told = (event) => ({
  path: event.path,
  keys: Object.fromEntries([...event.keys].map(([key, { action, oldValue }]) => [key, { action, old: former(oldValue) }])),
  delta: plain(deltaOf(event)),
});

// Who asks an event of a text for its delta makes Yjs delete formats that mean nothing, in a transaction of its own. Twins
// leave that to the editors, as the engine does; here they only look deleted while the delta is found.
function deltaOf(event) {
  const { prototype } = Y.Item;
  const remove = prototype.delete;
  const marked = [];
  prototype.delete = function mark() {
    this.deleted = true;
    marked.push(this);
  };
  try {
    return event.delta;
  } finally {
    prototype.delete = remove;
    marked.forEach((item) => { item.deleted = false; });
  }
}

// A type that is gone shows nothing of what it was.
const former = (value) => value instanceof Y.AbstractType ? 'a type' : plain(value);
