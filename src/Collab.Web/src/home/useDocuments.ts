import { useCallback, useEffect, useState } from 'react';
import { listDocuments, type DocumentEntry } from '../documents/api';

/** The list as the page knows it. A failed refresh keeps the list that was there, with the problem beside it. */
export type DocumentList =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly documents: readonly DocumentEntry[]; readonly problem: string | null }
  | { readonly state: 'failed'; readonly problem: string };

const refreshMilliseconds = 5_000;

/** What the server has, refreshed while the page is looked at. */
export function useDocuments(): readonly [DocumentList, refresh: () => void] {
  const [list, setList] = useState<DocumentList>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound((value) => value + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    listDocuments(abort.signal).then(
      (documents) => setList({ state: 'loaded', documents, problem: null }),
      (error: unknown) => {
        if (!abort.signal.aborted) {
          const problem = error instanceof Error ? error.message : String(error);
          setList((known) => (known.state === 'loaded' ? { ...known, problem } : { state: 'failed', problem }));
        }
      },
    );
    return () => abort.abort();
  }, [round]);

  useEffect(() => {
    const refreshIfSeen = () => {
      if (document.visibilityState === 'visible') {
        refresh();
      }
    };
    const timer = setInterval(refreshIfSeen, refreshMilliseconds);
    document.addEventListener('visibilitychange', refreshIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfSeen);
    };
  }, [refresh]);

  return [list, refresh];
}
