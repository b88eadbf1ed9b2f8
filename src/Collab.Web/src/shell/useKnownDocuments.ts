import { useEffect, useState } from 'react';
import { listDocuments, type DocumentEntry } from '../documents/api';
import { keepList, readLastList } from '../documents/lastList';

/** The documents that can be opened: as this browser knows them at once, then as the server does. */
export function useKnownDocuments(): readonly DocumentEntry[] {
  const [documents, setDocuments] = useState<readonly DocumentEntry[]>(() => readLastList(localStorage)?.documents ?? []);
  useEffect(() => {
    let isOver = false;
    listDocuments().then(
      (listed) => {
        if (!isOver) {
          setDocuments(listed);
          keepList(localStorage, listed, Date.now());
        }
      },
      // Without the server the palette has what this browser knows.
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, []);
  return documents;
}
