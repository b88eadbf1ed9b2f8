import { useEffect, useState } from 'react';
import { listKeptHere } from '../documents/keptHere';

/** Names of the documents that this browser keeps, asked for when the server is away; null before, or where it does not tell. */
export function useKeptHere(isAway: boolean): ReadonlySet<string> | null {
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    let isOver = false;
    if (isAway) {
      void listKeptHere().then((names) => {
        if (!isOver) {
          setKept(names);
        }
      });
    }
    return () => {
      isOver = true;
    };
  }, [isAway]);
  return kept;
}
