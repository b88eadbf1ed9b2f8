import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { Link, navigate } from '../app/navigation';
import { editorPath } from '../app/route';
import { displayTitle, type EditorKind } from '../documents/kinds';
import { noteOpened } from '../documents/opened';
import { translate, useT } from '../i18n';
import type { LinkAccess } from '../session/linkAccess';
import { observeMeta, readKind } from '../session/meta';
import type { Session } from '../session/session';
import { isAccessClose } from '../session/status';
import { useSession, useStatus, useTitle, type OpenSession } from '../session/useSession';
import { NoAccess } from '../share/NoAccess';
import { loadablePage } from '../ui/loadable';
import { showToast } from '../ui/notices';
import { exposeSession } from './automation';
import { loadEditorComponent, type EditorComponent } from './editors';
import { ErrorBoundary } from './ErrorBoundary';
import { guardFileDrops } from './fileGuard';
import { Opening } from './Opening';
import { StatusBanner } from './StatusBanner';
import { TopBar } from './TopBar';
import { TrashBanner } from './TrashBanner';
import './shell.css';

const editors: Record<EditorKind, EditorComponent> = {
  board: loadablePage(() => loadEditorComponent('board'), Opening),
  page: loadablePage(() => loadEditorComponent('page'), Opening),
  text: loadablePage(() => loadEditorComponent('text'), Opening),
};

type Properties = {
  readonly kind: EditorKind;
  readonly name: string;
  /** By which the person came, if they did. */
  readonly link?: LinkAccess | null;
  /** The document turned out to be of another kind than its address says. */
  readonly onOtherKind?: (kind: EditorKind) => void;
};

const openAs = (name: string) => (kind: EditorKind) => navigate(editorPath(kind, name), { replace: true });

/** A document, open: the bar above, the editor of its kind below. */
export function EditorPage({ kind, name, link = null, onOtherKind = openAs(name) }: Properties) {
  const open = useSession(kind, name, link);
  if (!open) {
    return <Opening />;
  }
  return link === null
    ? <OpenDocument open={open} onOtherKind={onOtherKind} />
    : <IfLinkIsGood session={open.session}><OpenDocument open={open} onOtherKind={onOtherKind} /></IfLinkIsGood>;
}

/** A link that is over takes the document with it. */
function IfLinkIsGood({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const status = useStatus(session);
  return status.state === 'closed' && isAccessClose(status.close.code) ? <NoAccess session={session} /> : children;
}

function OpenDocument({ open, onOtherKind }: { readonly open: OpenSession } & Required<Pick<Properties, 'onOtherKind'>>) {
  return (
    <div className="editor-page">
      <TopBar session={open.session} ready={open.ready} />
      <StatusBanner session={open.session} ready={open.ready} />
      <TrashBanner session={open.session} />
      <SessionEffects session={open.session} onOtherKind={onOtherKind} />
      <main className="editor-area">
        <ErrorBoundary>
          {open.ready ? <Editor session={open.session} /> : <NotReady session={open.session} />}
        </ErrorBoundary>
      </main>
    </div>
  );
}

function Editor({ session }: { readonly session: Session }) {
  const KindEditor = editors[session.kind];
  return <KindEditor session={session} />;
}

/** There is nothing to show yet; an empty editor would say that the document is empty. */
function NotReady({ session }: { readonly session: Session }) {
  const t = useT();
  const { state } = useStatus(session);
  switch (state) {
    case 'closed':
      // The banner says why.
      return null;
    case 'trouble':
      return (
        <div className="notice-page" data-testid="unreadable">
          <h1>{t('shell.unreadable')}</h1>
          <p>{t('shell.unreadableLong')}</p>
        </div>
      );
    case 'offline':
      return (
        <div className="notice-page" role="status" data-testid="never-seen">
          <h1>{t('shell.neverSeen')}</h1>
          <p>{t('shell.neverSeenLong')}</p>
          <div className="notice-actions">
            <button type="button" className="button primary" onClick={() => session.reconnect()}>{t('common.retry')}</button>
            <Link className="button" href="/">{t('shell.home')}</Link>
          </div>
        </div>
      );
    default:
      return <Opening />;
  }
}

/**
 * What follows the session outside the page's body: the tab's title, the hook for tests, files that nothing takes, a
 * link with the wrong kind.
 */
function SessionEffects({ session, onOtherKind }: { readonly session: Session; readonly onOtherKind: (kind: EditorKind) => void }) {
  const title = useTitle(session);
  const kind = useSyncExternalStore(
    (changed) => observeMeta(session.doc, changed),
    () => readKind(session.doc) ?? session.kind,
  );

  useEffect(() => {
    document.title = `${displayTitle(session.kind, title)} – Collab`;
  }, [session, title]);

  useEffect(() => exposeSession(session), [session]);

  useEffect(() => guardFileDrops(window, () => showToast(translate('shell.fileRefused'))), []);

  useEffect(() => {
    // Who came by a link has no list of documents in which it would count.
    if (session.link === null) {
      noteOpened(localStorage, session.name, Date.now());
    }
  }, [session]);

  useEffect(() => {
    if (kind !== session.kind) {
      onOtherKind(kind);
    }
  }, [kind, session, onOtherKind]);

  return null;
}
