import { describe, expect, it } from 'vitest';
import type { DocumentEntry } from '../documents/api';
import { listFolders, selectDocuments } from './listing';
import { searchTitles } from './titleSearch';
import { parseView, viewPath } from './view';

const entry = (name: string, more: Partial<DocumentEntry> = {}): DocumentEntry => ({
  name, kind: 'page', title: name, createdAt: new Date(0), updatedAt: new Date(0), folder: '', starred: false, trashedAt: null,
  thumbnail: null, ...more,
});
const names = (entries: readonly DocumentEntry[]) => entries.map(({ name }) => name);
const none = new Map<string, number>();

describe('the list', () => {
  it('shows everything but the trash, the last changed first', () => {
    const documents = [
      entry('old', { updatedAt: new Date(1) }), entry('new', { updatedAt: new Date(2) }), entry('gone', { trashedAt: new Date(3) }),
    ];

    expect(names(selectDocuments(documents, { at: 'all' }, 'updated', none))).toEqual(['new', 'old']);
    expect(names(selectDocuments(documents, { at: 'trash' }, 'updated', none))).toEqual(['gone']);
  });

  it('sorts titles as people do: numbers by size, case and accents aside', () => {
    const documents = ['Plan 10', 'plan 9', 'Ärger', 'Zebra', 'apple'].map((title) => entry(title));

    expect(names(selectDocuments(documents, { at: 'all' }, 'title', none))).toEqual(['apple', 'Ärger', 'plan 9', 'Plan 10', 'Zebra']);
  });

  it('shows as recent what this browser opened, the last opened first', () => {
    const documents = [entry('a'), entry('b'), entry('c')];

    expect(names(selectDocuments(documents, { at: 'recent' }, 'title', new Map([['a', 1], ['c', 2]])))).toEqual(['c', 'a']);
  });

  it('shows a folder of what is in it, and not of what was thrown away', () => {
    const documents = [entry('a', { folder: 'x' }), entry('b'), entry('c', { folder: 'x', trashedAt: new Date(1) })];

    expect(names(selectDocuments(documents, { at: 'folder', folder: 'x' }, 'title', none))).toEqual(['a']);
    expect(listFolders(documents, ['new', 'x'])).toEqual([{ name: 'new', count: 0 }, { name: 'x', count: 1 }]);
  });
});

describe('the search without the server', () => {
  it('finds titles that have all words, whatever their case and accents', () => {
    const documents = [entry('Café Menü'), entry('Cafeteria'), entry('cafe menu', { trashedAt: new Date(1) })];

    expect(searchTitles(documents, 'MENU cafe').map(({ name }) => name)).toEqual(['Café Menü']);
  });
});

describe('the address of a view', () => {
  it.each([
    { at: 'all' }, { at: 'recent' }, { at: 'starred' }, { at: 'trash' }, { at: 'folder', folder: 'Q&A / 100% ü' },
  ] as const)('leads back to it: %j', (view) => {
    expect(parseView(new URL(viewPath(view), 'http://localhost').search)).toEqual(view);
  });

  it('that makes no sense shows everything', () => {
    expect(parseView('?view=constructor')).toEqual({ at: 'all' });
  });
});
