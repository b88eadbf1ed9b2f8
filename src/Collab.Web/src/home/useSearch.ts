import { useEffect, useState } from 'react';
import { ApiError, problemOf, searchDocuments, type DocumentEntry, type SearchResult } from '../documents/api';
import { searchTitles } from './titleSearch';

/** How long typing pauses before the server is asked, in milliseconds. */
const pause = 180;

/** How often what is shown is searched anew, in milliseconds: others write, and new words are known to the server a moment later. */
const refresh = 4_000;

/** What a search found. `byTitle` is what was found on this device because the server is away. */
export type Search =
  | { readonly state: 'searching' }
  | { readonly state: 'found' | 'byTitle'; readonly query: string; readonly results: readonly SearchResult[] }
  | { readonly state: 'failed'; readonly problem: string };

/**
 * Searches a while after typing pauses, and again from time to time while the page is looked at; what was found before stays
 * until then. Null while there is nothing to search for.
 */
export function useSearch(query: string, documents: readonly DocumentEntry[]): Search | null {
  const [search, setSearch] = useState<Search | null>(null);
  const words = query.trim();

  useEffect(() => {
    if (words === '') {
      setSearch(null);
      return;
    }
    setSearch((before) => before ?? { state: 'searching' });
    const abort = new AbortController();
    const look = () => {
      searchDocuments(words, abort.signal).then(
        (results) => setSearch({ state: 'found', query: words, results }),
        (error: unknown) => {
          if (abort.signal.aborted) {
            return;
          }
          setSearch(error instanceof ApiError && error.isUnreachable
            ? { state: 'byTitle', query: words, results: searchTitles(documents, words) }
            : { state: 'failed', problem: problemOf(error) });
        },
      );
    };
    const timer = setTimeout(look, pause);
    const again = setInterval(() => {
      if (document.visibilityState === 'visible') {
        look();
      }
    }, refresh);
    return () => {
      clearTimeout(timer);
      clearInterval(again);
      abort.abort();
    };
    // The list comes anew every few seconds; that is no reason to search again.
  }, [words]);

  return search;
}
