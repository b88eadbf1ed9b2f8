import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { claimKind, observeMeta, readKind, readTitle, writeTitle } from './meta';

describe('meta', () => {
  it('has an empty title at first', () => {
    expect(readTitle(new Y.Doc())).toBe('');
  });

  it('keeps the title on one line', () => {
    const doc = new Y.Doc();

    writeTitle(doc, 'Plans\nfor  June');

    expect(readTitle(doc)).toBe('Plans for June');
  });

  it('writes nothing when the title stays the same', () => {
    const doc = new Y.Doc();
    writeTitle(doc, 'Plans');
    let updates = 0;
    doc.on('update', () => updates++);

    writeTitle(doc, 'Plans');

    expect(updates).toBe(0);
  });

  it('tells of changes from elsewhere', () => {
    const doc = new Y.Doc();
    const seen: string[] = [];
    const stop = observeMeta(doc, () => seen.push(readTitle(doc)));

    const other = new Y.Doc();
    writeTitle(other, 'Theirs');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    stop();
    writeTitle(doc, 'Mine');

    expect(seen).toEqual(['Theirs']);
  });

  it('claims a kind at the first edit of a synced document that has none', () => {
    const doc = new Y.Doc();
    claimKind(doc, 'text', () => true);

    expect(readKind(doc)).toBeNull();
    doc.getText('content').insert(0, 'a');

    expect(readKind(doc)).toBe('text');
  });

  it('claims none before the server was heard, nor over another', () => {
    const unheard = new Y.Doc();
    claimKind(unheard, 'text', () => false);
    unheard.getText('content').insert(0, 'a');

    const board = new Y.Doc();
    board.getMap('meta').set('kind', 'board');
    claimKind(board, 'text', () => true);
    board.getText('content').insert(0, 'a');

    expect(readKind(unheard)).toBeNull();
    expect(readKind(board)).toBe('board');
  });
});
