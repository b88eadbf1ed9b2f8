import 'fake-indexeddb/auto';
import { IndexeddbPersistence } from 'y-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createHere } from './createHere';
import { forgetHere, listKeptHere } from './keptHere';

describe('a document made without the server', () => {
  it('is kept on this device, and says what it is when it is opened', async () => {
    const made = await createHere('board', 1);

    const doc = new Y.Doc();
    const copy = new IndexeddbPersistence(`collab:${made.name}`, doc);
    await copy.whenSynced;
    expect(doc.getMap('meta').toJSON()).toEqual({ kind: 'board' });
    expect(await listKeptHere()).toContain(made.name);
    await copy.destroy();
  });

  it('is forgotten when it is deleted for good', async () => {
    const { name } = await createHere('text', 1);

    forgetHere(name);

    await vi.waitFor(async () => expect(await listKeptHere()).not.toContain(name));
  });

  it('has a name that nobody guesses', async () => {
    const names = new Set((await Promise.all(Array.from({ length: 20 }, () => createHere('text', 1)))).map(({ name }) => name));

    expect(names.size).toBe(20);
    expect([...names].every((name) => /^[0-9A-Za-z]{22}$/.test(name))).toBe(true);
  });
});
