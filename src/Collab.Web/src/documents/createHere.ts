import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import type { DocumentEntry } from './api';
import { databaseOf } from './keptHere';
import type { EditorKind } from './kinds';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** As many as the server's names have: 130 random bits, so that nobody finds what nobody told them. */
const nameLength = 22;

/**
 * Makes an empty document on this device, while the server is away. Opening it brings it to the server as soon as that is
 * there; it is listed for others then, in no folder. Throws where this browser keeps nothing.
 */
export async function createHere(kind: EditorKind, now: number): Promise<DocumentEntry> {
  const name = randomName();
  const doc = new Y.Doc();
  doc.getMap('meta').set('kind', kind);
  const copy = new IndexeddbPersistence(databaseOf(name), doc);
  await copy.whenSynced;
  await copy.destroy();
  const at = new Date(now);
  return { name, kind, title: '', createdAt: at, updatedAt: at, folder: '', starred: false, trashedAt: null, thumbnail: null };
}

/** Bytes from 248 on would make the first letters likelier, and are drawn again. */
function randomName(): string {
  let name = '';
  while (name.length < nameLength) {
    for (const byte of crypto.getRandomValues(new Uint8Array(nameLength))) {
      name += byte < 248 && name.length < nameLength ? base62[byte % 62] : '';
    }
  }
  return name;
}
