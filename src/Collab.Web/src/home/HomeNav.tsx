import { useEffect, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import { Link } from '../app/navigation';
import { formatNumber, useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { DropTarget } from './DropTarget';
import { useHome } from './HomeContext';
import { AllIcon, FolderIcon, PlusIcon, RecentIcon, StarIcon, TrashIcon } from './homeIcons';
import { canDrop } from './itemDrag';
import type { Folder } from './listing';
import { sameView, viewPath, type HomeView } from './view';

type Properties = {
  /** Null while search results are shown. */
  readonly view: HomeView | null;
  readonly folders: readonly Folder[];
  readonly onLeaveSearch: () => void;
};

/** The parts of the home page. */
export function HomeNav({ view, folders, onLeaveSearch }: Properties) {
  const t = useT();
  const { actions } = useHome();
  const place = (target: HomeView, icon: ReactNode, words: string, count?: number) => (
    <Link
      className="place" href={viewPath(target)} data-testid={target.at === 'folder' ? 'place-folder' : `place-${target.at}`}
      aria-current={view !== null && sameView(view, target) ? 'page' : undefined} onClickCapture={onLeaveSearch}
      // A link that is dragged over the folders would look as if it could be dropped there.
      draggable={false}
    >
      {icon}<span className="place-words" dir="auto">{words}</span>
      {count !== undefined && <span className="place-count">{formatNumber(count)}</span>}
    </Link>
  );
  const renameBy = (folder: string) => (event: KeyboardEvent) => {
    if (event.key === 'F2') {
      event.preventDefault();
      actions.ask({ ask: 'renameFolder', folder });
    }
  };
  return (
    <nav className="home-nav" aria-label={t('home.places')}>
      <ul>
        <li>{place({ at: 'all' }, <AllIcon />, t('home.all'))}</li>
        <li>{place({ at: 'recent' }, <RecentIcon />, t('home.recent'))}</li>
        <li>{place({ at: 'starred' }, <StarIcon />, t('home.starred'))}</li>
        <li>{place({ at: 'trash' }, <TrashIcon />, t('home.trash'))}</li>
      </ul>
      <div className="folders-heading">
        <h2>{t('home.folders')}</h2>
        <IconButton
          label={t('home.newFolder')} icon={<PlusIcon />} data-testid="new-folder" onClick={() => actions.ask({ ask: 'newFolder' })}
        />
      </div>
      <ul className="folders">
        {folders.map(({ name, count }) => (
          <DropTarget key={name} folder={name}>
            <span className="place-keys" onKeyDown={renameBy(name)}>{place({ at: 'folder', folder: name }, <FolderIcon />, name, count)}</span>
          </DropTarget>
        ))}
        <NoFolder />
      </ul>
    </nav>
  );
}

/** Where what is dragged out of its folder is dropped; there only as long as something is. */
function NoFolder() {
  const t = useT();
  const { drag } = useHome();
  const dragged = useSyncExternalStore(drag.subscribe, drag.get);
  // Of an item that was taken off the list while it was dragged, the browser does not tell when it is let go.
  useEffect(() => {
    addEventListener('pointerdown', drag.end);
    return () => removeEventListener('pointerdown', drag.end);
  }, [drag]);
  return canDrop(dragged, '') && (
    <DropTarget folder="" testId="drop-no-folder">
      <span className="place no-folder" aria-hidden="true"><AllIcon /><span className="place-words">{t('home.noFolder')}</span></span>
    </DropTarget>
  );
}
