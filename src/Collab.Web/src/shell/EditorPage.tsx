import { lazy, Suspense, useEffect, useSyncExternalStore, type ComponentType } from 'react';
import { Link, navigate } from '../app/navigation';
import { editorPath } from '../app/route';
import { displayTitle, type EditorKind } from '../documents/kinds';
import { noteOpened } from '../documents/opened';
import { observeMeta, readKind } from '../session/meta';
import type { Session } from '../session/session';
import { useSession, useStatus, useTitle } from '../session/useSession';
import { exposeSession } from './automation';
import { ErrorBoundary } from './ErrorBoundary';
import { StatusBanner } from './StatusBanner';
import { TopBar } from './TopBar';
import './shell.css';

type EditorComponent = ComponentType<{ readonly session: Session }>;

const editors: Record<EditorKind, EditorComponent> = {
  board: lazy(async () => ({ default: (await import('../board/BoardEditor')).BoardEditor })),
  page: lazy(async () => ({ default: (await import('../page/PageEditor')).PageEditor })),
  text: lazy(async () => ({ default: (await import('../text/TextEditor')).TextEditor })),
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
            {open.ready ? <Editor session={open.session} /> : <Waiting session={open.session} />}
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
function Waiting({ session }: { readonly session: Session }) {
  const { state } = useStatus(session);
  switch (state) {
    case 'closed':
      // The banner says why.
      return null;
    case 'trouble':
      return (
        <div className="notice-page" data-testid="unreadable">
          <h1>The server cannot open this document at present</h1>
          <p>It opens here by itself as soon as the server can.</p>
        </div>
      );
    case 'offline':
      return (
        <div className="notice-page" role="status" data-testid="never-seen">
          <h1>This document is not on this device yet</h1>
          <p>
            It was never opened in this browser, and the server cannot be reached now. It opens here by itself as soon as the
            server is there again. What you opened before is on this device.
          </p>
          <div className="notice-actions">
            <button type="button" className="button primary" onClick={() => session.reconnect()}>Try again</button>
            <Link className="button" href="/">Home</Link>
          </div>
        </div>
      );
    default:
      return <Opening />;
  }
}

function Opening() {
  return <div className="opening" role="status"><span className="spinner" /> Opening…</div>;
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
