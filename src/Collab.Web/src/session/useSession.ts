import { useEffect, useState, useSyncExternalStore } from 'react';
import type { EditorKind } from '../documents/kinds';
import type { Guest } from '../identity/guest';
import { useGuest } from '../identity/useGuest';
import type { LinkAccess } from './linkAccess';
import { observeMeta, readTitle } from './meta';
import { listPeers, type Peer } from './peers';
import { Session } from './session';
import type { Status } from './status';

/** A session, and whether its document may be shown. */
export type OpenSession = { readonly session: Session; readonly ready: boolean };

/** Opens a document for as long as the component is there. Null for the moment before it is. */
export function useSession(kind: EditorKind, name: string, link: LinkAccess | null = null): OpenSession | null {
  const [open, setOpen] = useState<OpenSession | null>(null);
  const [guest] = useGuest();

  useEffect(() => {
    let left = false;
    const session = new Session(kind, name, guest, link);
    setOpen({ session, ready: false });
    void session.ready.then(() => {
      if (!left) {
        setOpen({ session, ready: true });
      }
    });
    return () => {
      left = true;
      // After the editors, which unmount later than this: they write what they have still in hand.
      queueMicrotask(() => session.leave());
    };
    // A new name or colour goes to the session that is open, below; it is no reason for another.
  }, [kind, name, link]);

  useEffect(() => open?.session.setGuest(guest), [open?.session, guest]);

  return open;
}

export function useStatus(session: Session): Status {
  return useSyncExternalStore(session.saving.subscribe, () => session.saving.status);
}

/** How many changes the server has not confirmed. */
export function useWaitingChanges(session: Session): number {
  return useSyncExternalStore(session.saving.subscribe, () => session.saving.waitingChanges);
}

export function useTitle(session: Session): string {
  const { doc } = session;
  return useSyncExternalStore((changed) => observeMeta(doc, changed), () => readTitle(doc));
}

/** The others in the document. */
export function usePeers(session: Session, guest: Guest): readonly Peer[] {
  const { awareness, doc } = session;
  const [peers, setPeers] = useState<readonly Peer[]>([]);
  useEffect(() => {
    const read = () => {
      const next = listPeers(awareness.getStates(), doc.clientID, guest.id);
      setPeers((known) => (JSON.stringify(known) === JSON.stringify(next) ? known : next));
    };
    read();
    awareness.on('change', read);
    return () => awareness.off('change', read);
  }, [awareness, doc, guest.id]);
  return peers;
}
