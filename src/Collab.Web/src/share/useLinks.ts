import { useCallback, useEffect, useState } from 'react';
import { listLinks, revokeLink, type ShareLink } from './links';

/** A document's links as the dialog knows them. */
export type Links = {
  /** Null until they have come. */
  readonly all: readonly ShareLink[] | null;
  readonly problem: string | null;
  readonly add: (link: ShareLink) => void;
  readonly revoke: (link: ShareLink) => Promise<boolean>;
  readonly tell: (problem: unknown) => void;
};

export function useLinks(document: string): Links {
  const [all, setAll] = useState<readonly ShareLink[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const tell = useCallback((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)), []);

  useEffect(() => {
    let isGone = false;
    listLinks(document).then((links) => isGone || setAll(links), (error: unknown) => isGone || tell(error));
    return () => { isGone = true; };
  }, [document, tell]);

  const add = useCallback((link: ShareLink) => {
    setProblem(null);
    setAll((known) => [link, ...(known ?? []).filter(({ id }) => id !== link.id)]);
  }, []);

  const revoke = useCallback(async (link: ShareLink) => {
    try {
      await revokeLink(link.id);
      setProblem(null);
      setAll((known) => known?.filter(({ id }) => id !== link.id) ?? null);
      return true;
    } catch (error) {
      tell(error);
      return false;
    }
  }, [tell]);

  return { all, problem, add, revoke, tell };
}
