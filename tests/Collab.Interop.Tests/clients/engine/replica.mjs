import * as Y from 'yjs';
import { Random } from '../lib/random.mjs';
import { flavours } from './flavours.mjs';
import { open } from './roots.mjs';
import { watch } from './watch.mjs';

const REMOTE = 'remote';

/** One document of Yjs, and the updates that it made and nobody has taken yet. */
export class Replica {
  #updates = [];
  #echo = null;
  #heard = [];

  /**
   * @param clientId what it writes as
   * @param roots kinds by name
   * @param gc whether it drops deleted content
   * @param flavour what it edits by chance
   * @param seed of that chance
   * @param isTwin whether it follows a document of the engine call by call: then it does not tidy formats that others left
   *   over, since the engine leaves that to the editors
   * @param isWatched whether to tell what observers hear
   * @param undo milliseconds that one step of undo takes together; negative: nothing is undone
   */
  constructor({ clientId, roots, gc, flavour, seed, isTwin, isWatched, undo }) {
    this.doc = new Y.Doc({ gc, guid: 'cross-test' });
    this.doc.clientID = clientId;
    this.roots = roots;
    this.flavour = flavours[flavour];
    this.random = new Random(seed);
    this.state = {};
    open(this.doc, roots);
    this.doc.on('update', (v1, origin) => {
      if (origin === REMOTE) {
        this.#echo = v1;
      } else {
        this.#updates.push({ v1, v2: null });
      }
    });
    this.doc.on('updateV2', (v2, origin) => {
      if (origin !== REMOTE) {
        this.#updates.at(-1).v2 = v2;
      }
    });
    if (isWatched) {
      watch(this.doc, roots, (events) => this.#heard.push(events));
    }

    if (undo >= 0) {
      this.undo = new Y.UndoManager([...this.doc.share.values()], { captureTimeout: undo });
    }

    if (isTwin) {
      this.doc.on('afterTransaction', (transaction) => {
        transaction._needFormattingCleanup = false;
      });
    }
  }

  /** So many random transactions. */
  edit(transactions) {
    for (let i = 0; i < transactions; i++) {
      this.flavour(this.random, this.doc, this.state);
    }
  }

  /** Applies an update; the event that it causes, or null, and what observers heard. */
  receive(version, update) {
    this.#echo = null;
    (version === 2 ? Y.applyUpdateV2 : Y.applyUpdate)(this.doc, update, REMOTE);
    return [this.#echo, this.takeHeard()];
  }

  takeHeard() {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  takeUpdates() {
    const updates = this.#updates;
    this.#updates = [];
    return updates;
  }
}
