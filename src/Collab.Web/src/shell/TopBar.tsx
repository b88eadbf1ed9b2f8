import { BackIcon, KindIcon } from '../app/icons';
import { Link } from '../app/navigation';
import { useGuest, useOwnColor } from '../identity/useGuest';
import { initials } from '../identity/guest';
import type { Session } from '../session/session';
import { usePeers, type OpenSession } from '../session/useSession';
import { CopyLinkButton } from './CopyLinkButton';
import { GuestMenu } from './GuestMenu';
import { StatusLine } from './StatusLine';
import { TitleField } from './TitleField';

/** How many faces fit before the rest is counted. */
const shownPeers = 4;

/** The bar above every editor. */
export function TopBar({ session, ready }: OpenSession) {
  return (
    <header className="top-bar">
      <Link className="icon-button" href="/" aria-label="Home" title="Home" data-testid="home"><BackIcon /></Link>
      <KindIcon kind={session.kind} />
      <TitleField session={session} readOnly={!ready} />
      <StatusLine session={session} />
      <span className="top-bar-space" />
      <Peers session={session} />
      <CopyLinkButton />
      <GuestMenu />
    </header>
  );
}

function Peers({ session }: { readonly session: Session }) {
  const [guest] = useGuest();
  const peers = usePeers(session, guest);
  useOwnColor(peers);
  const rest = peers.slice(shownPeers);
  return (
    <ul className="peers" data-testid="peers" aria-label="Others here">
      {peers.slice(0, shownPeers).map((peer) => (
        <li
          key={peer.id} className="avatar" data-testid="peer" title={peer.name} aria-label={peer.name}
          style={{ backgroundColor: peer.color }}
        >
          {initials(peer.name)}
        </li>
      ))}
      {rest.length > 0 && <li className="avatar more" title={rest.map((peer) => peer.name).join(', ')}>+{rest.length}</li>}
    </ul>
  );
}
