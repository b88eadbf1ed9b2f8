import { useEffect } from 'react';
import { useShortcuts } from '../commands/useCommands';
import { HomePage } from '../home/HomePage';
import { useT } from '../i18n';
import { AppShell, SkipLink } from '../shell/AppShell';
import { loadEditor } from '../shell/editors';
import { ErrorBoundary } from '../shell/ErrorBoundary';
import { LoadedEditorPage } from '../shell/LoadedEditorPage';
import { LinkPage } from '../share/LinkPage';
import { SignInPage } from '../signin/SignInPage';
import { NoticeArea } from '../ui/NoticeArea';
import { Link, usePathname } from './navigation';
import { parseRoute } from './route';

/** The whole app: the page that the address asks for, and what is there on every page. */
export function App({ onShown }: { readonly onShown: () => void }) {
  const path = usePathname();
  useShortcuts();
  useEffect(onShown, [onShown]);
  return (
    <>
      <SkipLink />
      {/* Before the page: commands of a page stand for those that are there everywhere. */}
      <AppShell />
      {/* The key: another page is shown whatever happened to this one. */}
      <ErrorBoundary key={path}><Page path={path} /></ErrorBoundary>
      <NoticeArea />
    </>
  );
}

function Page({ path }: { readonly path: string }) {
  const route = parseRoute(path);
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'editor':
      // Side by side with what surrounds it.
      void loadEditor(route.kind);
      return (
        // The key gives each document a fresh editor and session.
        <LoadedEditorPage key={`${route.kind}/${route.name}`} kind={route.kind} name={route.name} />
      );
    case 'link':
      return <LinkPage key={route.id} id={route.id} />;
    case 'sign-in':
      return <SignInPage />;
    case 'unknown':
      return <NothingHere />;
  }
}

function NothingHere() {
  const t = useT();
  return (
    <main className="notice-page">
      <h1>{t('shell.nothingHere')}</h1>
      <p>{t('shell.nothingHereLong')}</p>
      <Link className="button primary" href="/">{t('shell.goHome')}</Link>
    </main>
  );
}
