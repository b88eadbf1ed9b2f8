import { useRef } from 'react';
import { BackIcon, KindIcon } from '../app/icons';
import { Link } from '../app/navigation';
import { useT } from '../i18n';
import { useAccess } from '../session/access';
import type { OpenSession } from '../session/useSession';
import { AccessChip } from '../share/AccessChip';
import { ShareButton } from '../share/ShareButton';
import { DocumentMenu } from './DocumentMenu';
import { Peers } from './Peers';
import { SettingsButton } from './SettingsButton';
import { StatusLine } from './StatusLine';
import { TitleField } from './TitleField';
import { useDocumentCommands } from './useDocumentCommands';

/** The bar above every editor. */
export function TopBar({ session, ready }: OpenSession) {
  const t = useT();
  const title = useRef<HTMLInputElement>(null);
  const mayWrite = useAccess(session) === 'write';
  useDocumentCommands(session, ready, () => title.current?.select());
  return (
    <header className="top-bar">
      {session.link === null && <Link className="icon-button back" href="/" aria-label={t('shell.home')} title={t('shell.home')} data-testid="home"><BackIcon /></Link>}
      <KindIcon kind={session.kind} />
      <TitleField ref={title} session={session} readOnly={!ready || !mayWrite} />
      <AccessChip session={session} />
      <StatusLine session={session} />
      <span className="top-bar-space" />
      <Peers session={session} />
      <ShareButton session={session} />
      <DocumentMenu />
      <SettingsButton />
    </header>
  );
}
