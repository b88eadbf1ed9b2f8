import { useShortcuts } from '../commands/useCommands';
import { HomePage } from '../home/HomePage';
import { EditorPage } from '../shell/EditorPage';
import { NoticeArea } from '../ui/NoticeArea';
import { Link, usePathname } from './navigation';
import { parseRoute } from './route';

/** The whole app: the page that the address asks for, and what is there on every page. */
export function App() {
  useShortcuts();
  return (
    <>
      <Page />
      <NoticeArea />
    </>
  );
}

function Page() {
  const route = parseRoute(usePathname());
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'editor':
      // The key gives each document a fresh editor and session.
      return <EditorPage key={`${route.kind}/${route.name}`} kind={route.kind} name={route.name} />;
    case 'unknown':
      return (
        <main className="notice-page">
          <h1>There is nothing here</h1>
          <p>The link may be incomplete. Boards, documents and texts are listed on the home page.</p>
          <Link className="button primary" href="/">Go to the home page</Link>
        </main>
      );
  }
}
