import { useEffect, useMemo, useRef, useState } from 'react';
import { LogoIcon } from '../app/icons';
import { navigate, useQuery } from '../app/navigation';
import { editorPath, parsePastedLink } from '../app/route';
import type { DocumentEntry } from '../documents/api';
import type { EditorKind } from '../documents/kinds';
import { readOpened } from '../documents/opened';
import { useT } from '../i18n';
import { SettingsButton } from '../shell/SettingsButton';
import { loadable } from '../ui/loadable';
import { Documents } from './Documents';
import { HomeContext } from './HomeContext';
import { HomeNav } from './HomeNav';
import { ImportArea } from './ImportArea';
import { isEditable, ItemActions, type ItemDialog } from './itemActions';
import { ItemDialogs } from './ItemDialogs';
import { ItemDrag } from './itemDrag';
import { LibraryBanner, LibraryFailed } from './LibraryBanner';
import { selectDocuments } from './listing';
import { makeAndOpen } from './making';
import { NewCards } from './NewCards';
import { keepPreferences, readPreferences, type Preferences } from './preferences';
import { SearchBox } from './SearchBox';
import { LinkResult, SearchResults } from './SearchResults';
import { useFolders } from './useFolders';
import { useHomeCommands } from './useHomeCommands';
import { useKeptHere } from './useKeptHere';
import { useLibrary } from './useLibrary';
import { useSearch } from './useSearch';
import { parseView } from './view';
import './home.css';

const TemplateDialog = loadable(async () => (await import('../templates/TemplateDialog')).TemplateDialog);

const nothing: readonly DocumentEntry[] = [];

/** Where one starts: make something, find something, keep it in order. */
export function HomePage() {
  const t = useT();
  const address = useQuery();
  const view = useMemo(() => parseView(address), [address]);
  const [state, library] = useLibrary();
  const [query, setQuery] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [dialog, setDialog] = useState<ItemDialog | null>(null);
  const [templatesOf, setTemplatesOf] = useState<EditorKind | null>(null);
  const [preferences, setPreferences] = useState(() => readPreferences(localStorage));
  const searchBox = useRef<HTMLInputElement>(null);
  const actions = useMemo(() => new ItemActions(library, setDialog), [library]);
  const [drag] = useState(() => new ItemDrag());

  const documents = state.state === 'known' ? state.documents : nothing;
  const isAway = state.state === 'known' && state.trouble?.isAway === true;
  const keptHere = useKeptHere(isAway);
  const link = /^https?:\/\/\S+$/i.test(query.trim()) ? parsePastedLink(query, location.origin) : null;
  const search = useSearch(link === null ? query : '', documents);
  const folders = useFolders(documents, actions);
  const entries = useMemo(
    () => selectDocuments(documents, view, preferences.sorting, readOpened(localStorage)),
    // What another tab opens is seen with the next answer of the server.
    [documents, view, preferences.sorting, view.at === 'recent' ? state : null],
  );
  const home = useMemo(() => ({ actions, drag, isAway, keptHere }), [actions, drag, isAway, keptHere]);

  useEffect(() => {
    document.title = 'Collab';
  }, []);

  const folder = view.at === 'folder' ? view.folder : '';
  const make = (kind: EditorKind) => {
    setBusy(true);
    void makeAndOpen(kind, folder, (entry) => library.addHere(entry)).finally(() => setBusy(false));
  };
  const prefer = (next: Preferences) => {
    setPreferences(next);
    keepPreferences(localStorage, next);
  };
  const openBest = () => {
    const best = search && 'results' in search ? search.results.flatMap(({ name }) => documents.filter((one) => one.name === name))[0] : null;
    if (link) {
      if ('path' in link) {
        navigate(link.path);
      }
    } else if (best && isEditable(best)) {
      navigate(editorPath(best.kind, best.name));
    }
  };
  useHomeCommands({
    make, focusSearch: () => searchBox.current?.focus(), newFolder: () => setDialog({ ask: 'newFolder' }),
    renameFolder: () => setDialog({ ask: 'renameFolder', folder }),
  }, folder !== '');

  return (
    <HomeContext value={home}>
      <div className="home">
        <header className="home-header">
          <span className="brand"><LogoIcon />Collab</span>
          <SearchBox ref={searchBox} query={query} onChange={setQuery} onOpen={openBest} />
          <span className="home-header-end"><ImportArea library={library} folder={folder} /><SettingsButton /></span>
        </header>
        <HomeNav
          view={link || search ? null : view} folders={folders.all} onLeaveSearch={() => setQuery('')}
        />
        <main id="main" className="home-main" tabIndex={-1}>
          <LibraryBanner state={state} onRetry={() => void library.refresh()} />
          {link && <LinkResult link={link} />}
          {!link && search && <SearchResults search={search} documents={documents} />}
          {!link && !search && (
            <>
              {view.at !== 'trash' && <NewCards isBusy={isBusy} onMake={make} onTemplates={setTemplatesOf} />}
              {state.state === 'loading' && <p className="documents-wait" role="status"><span className="spinner" /> {t('home.loading')}</p>}
              {state.state === 'failed' && <LibraryFailed problem={state.problem} onRetry={() => void library.refresh()} />}
              {state.state === 'known'
                && <Documents view={view} entries={entries} preferences={preferences} onPreferences={prefer} />}
            </>
          )}
        </main>
        {templatesOf && <TemplateDialog kind={templatesOf} folder={folder} onClose={() => setTemplatesOf(null)} />}
        {dialog && (
          <ItemDialogs
            dialog={dialog} actions={actions} folders={folders} onClose={() => setDialog(null)}
          />
        )}
      </div>
    </HomeContext>
  );
}
