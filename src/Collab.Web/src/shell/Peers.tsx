import { useEffect, useRef } from 'react';
import { translate, useT } from '../i18n';
import { initials } from '../identity/guest';
import { useGuest, useOwnColor } from '../identity/useGuest';
import { usePeerAction } from '../session/peerAction';
import type { Peer } from '../session/peers';
import type { Session } from '../session/session';
import { usePeers, useStatus } from '../session/useSession';
import { announce } from '../ui/notices';
import { presenceNews } from './presenceNews';

/** How many faces fit before the rest is counted. */
const shownPeers = 4;

/** Who reloads a page leaves and comes back; within this time, in milliseconds, nobody has to hear of it. */
const settleTime = 1_500;

/** The others in the document, and word of their coming and going for those who cannot see it. */
export function Peers({ session }: { readonly session: Session }) {
  const t = useT();
  const [guest] = useGuest();
  const peers = usePeers(session, guest);
  useOwnColor(peers);
  useAnnouncements(session, peers);
  const rest = peers.slice(shownPeers);
  return (
    <ul className="peers" data-testid="peers" aria-label={t('shell.othersHere')}>
      {peers.slice(0, shownPeers).map((peer) => <Face key={peer.id} peer={peer} />)}
      {rest.length > 0 && (
        <li className="avatar more" title={rest.map((peer) => peer.name).join(', ')}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="visually-hidden">{t('shell.morePeople', { count: rest.length })}</span>
        </li>
      )}
    </ul>
  );
}

/** Somebody's face. Where the editor offers something to do with a person, as to follow their view, it is a button. */
function Face({ peer }: { readonly peer: Peer }) {
  const action = usePeerAction();
  const face = <span role="img" aria-label={peer.name} title={peer.name} data-testid="peer">{initials(peer.name)}</span>;
  return (
    <li className="avatar" title={peer.name} style={{ backgroundColor: peer.color }}>
      {action
        ? (
            <button
              type="button" className="avatar-button" title={action.label(peer)} aria-label={action.label(peer)}
              aria-pressed={action.isActive(peer)} onClick={() => action.run(peer)}
            >
              {face}
            </button>
          )
        : face}
    </li>
  );
}

function useAnnouncements(session: Session, peers: readonly Peer[]): void {
  const { state } = useStatus(session);
  // Without the server nobody can be seen, which is not that they left.
  const isConnected = state === 'saved' || state === 'saving';
  const told = useRef<readonly Peer[] | null>(null);
  useEffect(() => {
    if (!isConnected) {
      return undefined;
    }
    const timer = setTimeout(() => {
      const { came, left } = presenceNews(told.current ?? peers, peers);
      told.current = peers;
      const words = [
        ...came.map(({ name }) => translate('shell.joined', { name })), ...left.map(({ name }) => translate('shell.left', { name })),
      ];
      if (words.length > 0) {
        announce(words.join('. '));
      }
    }, settleTime);
    return () => clearTimeout(timer);
  }, [isConnected, peers]);
}
