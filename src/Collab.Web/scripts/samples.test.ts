import { readFileSync } from 'node:fs';
import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fromRecord, readRecord } from '../src/board/elementRecord';
import { contentExtensions } from '../src/page/contentExtensions';
import { makeSamples } from './samples';
import { welcomeDocument } from './welcomeDocument';

describe('the documents of the first start', () => {
  it.each(Object.entries(makeSamples()))('%s.bin is what its source makes (else: node scripts/makeSamples.mjs)', (name, update) => {
    const committed = readFileSync(new URL(`../../Collab.Server/Samples/${name}.bin`, import.meta.url));

    expect(Buffer.compare(committed, update)).toBe(0);
  });

  it('can be shown by their editors', () => {
    const board = new Y.Doc();
    Y.applyUpdate(board, makeSamples()['welcome-board'] as Uint8Array);

    for (const [id, map] of board.getMap('elements')) {
      expect(fromRecord(readRecord(map), { id, version: 1, versionNonce: 1, updated: 1 }), id).not.toBeNull();
    }
    expect(() => getSchema(contentExtensions()).nodeFromJSON({ type: 'doc', content: welcomeDocument }).check()).not.toThrow();
  });
});
