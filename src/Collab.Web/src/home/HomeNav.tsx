import type { ReactNode } from 'react';
import { Link } from '../app/navigation';
import { formatNumber, useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { AllIcon, FolderIcon, PlusIcon, RecentIcon, StarIcon, TrashIcon } from './homeIcons';
import type { Folder } from './listing';
import { sameView, viewPath, type HomeView } from './view';

type Properties = {
  /** Null while search results are shown. */
  readonly view: HomeView | null;
  readonly folders: readonly Folder[];
  readonly onLeaveSearch: () => void;
  readonly onNewFolder: () => void;
};

/** The parts of the home page. */
export function HomeNav({ view, folders, onLeaveSearch, onNewFolder }: Properties) {
  const t = useT();
  const place = (target: HomeView, icon: ReactNode, words: string, count?: number) => (
    <li key={viewPath(target)}>
      <Link
        className="place" href={viewPath(target)} data-testid={target.at === 'folder' ? 'place-folder' : `place-${target.at}`}
        aria-current={view !== null && sameView(view, target) ? 'page' : undefined} onClickCapture={onLeaveSearch}
      >
        {icon}<span className="place-words" dir="auto">{words}</span>
        {count !== undefined && <span className="place-count">{formatNumber(count)}</span>}
      </Link>
    </li>
  );
  return (
    <nav className="home-nav" aria-label={t('home.places')}>
      <ul>
        {place({ at: 'all' }, <AllIcon />, t('home.all'))}
        {place({ at: 'recent' }, <RecentIcon />, t('home.recent'))}
        {place({ at: 'starred' }, <StarIcon />, t('home.starred'))}
        {place({ at: 'trash' }, <TrashIcon />, t('home.trash'))}
      </ul>
      <div className="folders-heading">
        <h2>{t('home.folders')}</h2>
        <IconButton label={t('home.newFolder')} icon={<PlusIcon />} data-testid="new-folder" onClick={onNewFolder} />
      </div>
      <ul className="folders">
        {folders.map(({ name, count }) => place({ at: 'folder', folder: name }, <FolderIcon />, name, count))}
      </ul>
    </nav>
  );
}
