import { initials } from '../identity/guest';
import { useGuest, useOwnColor } from '../identity/useGuest';
import { usePeerAction } from '../session/peerAction';
import type { Peer } from '../session/peers';
import type { Session } from '../session/session';
import { usePeers } from '../session/useSession';

/** How many faces fit before the rest is counted. */
const shownPeers = 4;

/** The others here. Where the editor offers something to do with a person, as to follow their view, a face is a button. */
export function Peers({ session }: { readonly session: Session }) {
  const [guest] = useGuest();
  const peers = usePeers(session, guest);
  useOwnColor(peers);
  const rest = peers.slice(shownPeers);
  return (
    <ul className="peers" data-testid="peers" aria-label="Others here">
      {peers.slice(0, shownPeers).map((peer) => <Face key={peer.id} peer={peer} />)}
      {rest.length > 0 && <li className="avatar more" title={rest.map((peer) => peer.name).join(', ')}>+{rest.length}</li>}
    </ul>
  );
}

function Face({ peer }: { readonly peer: Peer }) {
  const action = usePeerAction();
  return (
    <li className="avatar" data-testid="peer" title={peer.name} aria-label={peer.name} style={{ backgroundColor: peer.color }}>
      {action
        ? (
            <button
              type="button" className="avatar-button" title={action.label(peer)} aria-label={action.label(peer)}
              aria-pressed={action.isActive(peer)} onClick={() => action.run(peer)}
            >
              {initials(peer.name)}
            </button>
          )
        : initials(peer.name)}
    </li>
  );
}
