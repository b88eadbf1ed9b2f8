import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { Link, navigate } from '../app/navigation';
import { editorPath } from '../app/route';
import { displayTitle, type EditorKind } from '../documents/kinds';
import { noteOpened } from '../documents/opened';
import { useT } from '../i18n';
import { observeMeta, readKind } from '../session/meta';
import type { Session } from '../session/session';
import { useSession, useStatus, useTitle } from '../session/useSession';
import { exposeSession } from './automation';
import { loadEditorComponent, type EditorComponent } from './editors';
import { ErrorBoundary } from './ErrorBoundary';
import { Opening } from './Opening';
import { StatusBanner } from './StatusBanner';
import { TopBar } from './TopBar';
import './shell.css';

const editors: Record<EditorKind, EditorComponent> = {
  board: lazy(async () => ({ default: await loadEditorComponent('board') })),
  page: lazy(async () => ({ default: await loadEditorComponent('page') })),
  text: lazy(async () => ({ default: await loadEditorComponent('text') })),
};

/** A document, open: the bar above, the editor of its kind below. */
export function EditorPage({ kind, name }: { readonly kind: EditorKind; readonly name: string }) {
  const open = useSession(kind, name);
  if (!open) {
    return <Opening />;
  }
  return (
    <div className="editor-page">
      <TopBar session={open.session} ready={open.ready} />
      <StatusBanner session={open.session} />
      <SessionEffects session={open.session} />
      <main className="editor-area">
        <ErrorBoundary>
          <Suspense fallback={<Opening />}>
            {open.ready ? <Editor session={open.session} /> : <NotReady session={open.session} />}
          </Suspense>
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

/** What follows the session outside the page's body: the tab's title, the hook for tests, a link with the wrong kind. */
function SessionEffects({ session }: { readonly session: Session }) {
  const title = useTitle(session);
  const kind = useSyncExternalStore(
    (changed) => observeMeta(session.doc, changed),
    () => readKind(session.doc) ?? session.kind,
  );

  useEffect(() => {
    document.title = `${displayTitle(session.kind, title)} – Collab`;
  }, [session, title]);

  useEffect(() => exposeSession(session), [session]);

  useEffect(() => noteOpened(localStorage, session.name, Date.now()), [session]);

  useEffect(() => {
    if (kind !== session.kind) {
      navigate(editorPath(kind, session.name), { replace: true });
    }
  }, [kind, session]);

  return null;
}
