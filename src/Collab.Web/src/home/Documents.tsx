import type { ReactNode } from 'react';
import type { DocumentEntry } from '../documents/api';
import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { DocumentItem } from './DocumentItem';
import { AllIcon, ListIcon, RenameIcon } from './homeIcons';
import { useHome } from './HomeContext';
import { sortings, type Sorting } from './listing';
import type { Preferences } from './preferences';
import type { HomeView } from './view';

type Properties = {
  readonly view: HomeView;
  /** What the view shows, in order. */
  readonly entries: readonly DocumentEntry[];
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
};

/** One part of the documents, as cards or rows. */
export function Documents({ view, entries, preferences, onPreferences }: Properties) {
  const { layout, sorting } = preferences;
  const t = useT();
  const { actions } = useHome();
  const isSortable = view.at !== 'recent' && view.at !== 'trash';
  return (
    <section className="documents" aria-labelledby="documents-heading">
      <header className="documents-header">
        <h1 id="documents-heading" dir="auto">{view.at === 'folder' ? view.folder : t(headings[view.at])}</h1>
        {view.at === 'folder' && (
          <IconButton
            label={t('home.renameFolder')} icon={<RenameIcon />} data-testid="rename-folder"
            onClick={() => actions.ask({ ask: 'renameFolder', folder: view.folder })}
          />
        )}
        {view.at === 'trash' && entries.length > 0 && (
          <button type="button" className="button" data-testid="empty-trash" onClick={() => actions.ask({ ask: 'emptyTrash', entries })}>
            {t('home.emptyTrash')}
          </button>
        )}
        {isSortable && (
          <select
            className="sorting" aria-label={t('home.sort')} value={sorting} data-testid="sorting"
            onChange={(event) => onPreferences({ layout, sorting: event.target.value as Sorting })}
          >
            {sortings.map((one) => <option key={one} value={one}>{t(sortingWords[one])}</option>)}
          </select>
        )}
        <span className="layouts" role="group" aria-label={t('home.layout')}>
          <IconButton
            label={t('home.grid')} icon={<AllIcon />} pressed={layout === 'grid'} data-testid="layout-grid"
            onClick={() => onPreferences({ layout: 'grid', sorting })}
          />
          <IconButton
            label={t('home.list')} icon={<ListIcon />} pressed={layout === 'list'} data-testid="layout-list"
            onClick={() => onPreferences({ layout: 'list', sorting })}
          />
        </span>
      </header>
      {view.at === 'trash' && entries.length > 0 && <p className="documents-hint">{t('home.trashHint')}</p>}
      {entries.length === 0
        ? <div data-testid="document-list"><EmptyView view={view} /></div>
        : (
          <ul className={`items ${layout}`} data-testid="document-list">
            {entries.map((entry) => (
              <DocumentItem key={entry.name} entry={entry} layout={layout} showsFolder={view.at !== 'folder'} />
            ))}
          </ul>
        )}
    </section>
  );
}

/** Says what would be here, and how it comes here. */
function EmptyView({ view }: { readonly view: HomeView }) {
  const t = useT();
  const note = (title: string, hint: ReactNode) => (
    <div className="documents-note"><p><strong>{title}</strong> {hint}</p></div>
  );
  switch (view.at) {
    case 'all':
      return note(t('home.emptyAll'), t('home.emptyAllHint'));
    case 'recent':
      return note(t('home.emptyRecent'), t('home.emptyRecentHint'));
    case 'starred':
      return note(t('home.emptyStarred'), t('home.emptyStarredHint'));
    case 'trash':
      return note(t('home.emptyTrashed'), t('home.emptyTrashedHint'));
    case 'folder':
      return note(t('home.emptyFolder'), t('home.emptyFolderHint'));
  }
}

const headings = { all: 'home.all', recent: 'home.recent', starred: 'home.starred', trash: 'home.trash' } as const;

const sortingWords = { updated: 'home.sortUpdated', title: 'home.sortTitle', created: 'home.sortCreated' } as const;
