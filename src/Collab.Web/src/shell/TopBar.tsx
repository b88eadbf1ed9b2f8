import { BackIcon, KindIcon } from '../app/icons';
import { Link } from '../app/navigation';
import type { OpenSession } from '../session/useSession';
import { CopyLinkButton } from './CopyLinkButton';
import { GuestMenu } from './GuestMenu';
import { Peers } from './Peers';
import { StatusLine } from './StatusLine';
import { TitleField } from './TitleField';

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
