import { useEffect, useState, useSyncExternalStore } from 'react';
import { Library, type LibraryState } from './library';

const refreshMilliseconds = 5_000;

/** The list of documents, asked for again and again while the page is looked at. */
export function useLibrary(): readonly [LibraryState, Library] {
  const [library] = useState(() => new Library(localStorage));

  useEffect(() => {
    const refreshIfSeen = () => {
      if (document.visibilityState === 'visible') {
        void library.refresh();
      }
    };
    refreshIfSeen();
    const timer = setInterval(refreshIfSeen, refreshMilliseconds);
    document.addEventListener('visibilitychange', refreshIfSeen);
    addEventListener('online', refreshIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfSeen);
      removeEventListener('online', refreshIfSeen);
    };
  }, [library]);

  return [useSyncExternalStore(library.subscribe, library.get), library];
}
