import type { DocumentEntry, SearchResult } from '../documents/api';
import { listedTitle } from './listing';

/** Documents with all words in their titles, whatever their case and accents: what can be searched without the server. */
export function searchTitles(documents: readonly DocumentEntry[], query: string): readonly SearchResult[] {
  const words = fold(query).split(/\s+/).filter((word) => word !== '');
  return documents
    .filter((entry) => entry.trashedAt === null && words.every((word) => fold(listedTitle(entry)).includes(word)))
    .map(({ name }) => ({ name, snippet: '', ranges: [] }));
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
