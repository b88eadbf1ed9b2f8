import type { DocumentEntry } from '../documents/api';
import { displayTitle } from '../documents/kinds';
import type { Opened } from '../documents/opened';
import type { HomeView } from './view';

export const sortings = ['updated', 'title', 'created'] as const;

/** What comes first: the last changed, the first in the alphabet, the newest. */
export type Sorting = (typeof sortings)[number];

/** A folder, and how many documents are in it. */
export type Folder = { readonly name: string; readonly count: number };

/**
 * What a view shows of the documents, in order. The trash is sorted by when things came there, recent by when this browser
 * opened them; the others as asked.
 */
export function selectDocuments(
  documents: readonly DocumentEntry[], view: HomeView, sorting: Sorting, opened: Opened,
): readonly DocumentEntry[] {
  const there = documents.filter((entry) => (entry.trashedAt !== null) === (view.at === 'trash'));
  switch (view.at) {
    case 'trash':
      return there.sort(by((entry) => -(entry.trashedAt?.getTime() ?? 0)));
    case 'recent':
      return there.filter(({ name }) => opened.has(name)).sort(by(({ name }) => -(opened.get(name) ?? 0)));
    case 'starred':
      return there.filter(({ starred }) => starred).sort(sorters[sorting]);
    case 'folder':
      return there.filter(({ folder }) => folder === view.folder).sort(sorters[sorting]);
    case 'all':
      return there.sort(sorters[sorting]);
  }
}

/** The folders that there are, and those that this browser made and put nothing into yet. */
export function listFolders(documents: readonly DocumentEntry[], empty: readonly string[]): readonly Folder[] {
  const counts = new Map(empty.map((name) => [name, 0]));
  for (const { folder, trashedAt } of documents) {
    if (folder !== '' && trashedAt === null) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => collator.compare(a.name, b.name));
}

/** What a list calls a document. */
export const listedTitle = ({ kind, title, name }: DocumentEntry): string =>
  (kind === 'other' && title.trim() === '' ? name : displayTitle(kind, title));

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

type Compare = (a: DocumentEntry, b: DocumentEntry) => number;

/** By a number, then by name, so that the order does not depend on the one before. */
function by(key: (entry: DocumentEntry) => number): Compare {
  return (a, b) => key(a) - key(b) || (a.name < b.name ? -1 : 1);
}

const sorters: Record<Sorting, Compare> = {
  updated: by(({ updatedAt }) => -updatedAt.getTime()),
  created: by(({ createdAt }) => -createdAt.getTime()),
  title: (a, b) => collator.compare(listedTitle(a), listedTitle(b)) || (a.name < b.name ? -1 : 1),
};
