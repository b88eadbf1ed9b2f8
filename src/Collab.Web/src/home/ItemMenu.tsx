import { MoreIcon } from '../app/icons';
import { editorPath } from '../app/route';
import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu';
import type { DocumentEntry } from '../documents/api';
import { useHome } from './HomeContext';
import { CopyIcon, FolderIcon, NewTabIcon, RenameIcon, RestoreIcon, StarIcon, StarredIcon, TrashIcon } from './homeIcons';
import { isEditable } from './itemActions';
import { listedTitle } from './listing';

/** What can be done with one item. */
export function ItemMenu({ entry }: { readonly entry: DocumentEntry }) {
  const t = useT();
  const title = listedTitle(entry);
  return (
    <Menu
      label={t('home.actionsFor', { title })} testId="item-menu"
      trigger={(properties) => (
        <IconButton
          label={t('home.actionsFor', { title })} icon={<MoreIcon />} className="item-more" data-testid="item-more" {...properties}
        />
      )}
    >
      {entry.trashedAt === null ? <KeptItems entry={entry} /> : <TrashedItems entry={entry} />}
    </Menu>
  );
}

function KeptItems({ entry }: { readonly entry: DocumentEntry }) {
  const t = useT();
  const { actions } = useHome();
  return (
    <>
      {isEditable(entry) && (
        <MenuItem
          icon={<NewTabIcon />} testId="open-in-new-tab"
          onSelect={() => window.open(editorPath(entry.kind, entry.name), '_blank', 'noopener')}
        >
          {t('home.openInNewTab')}
        </MenuItem>
      )}
      <MenuItem
        icon={entry.starred ? <StarredIcon /> : <StarIcon />} testId="star" onSelect={() => void actions.star(entry, !entry.starred)}
      >
        {t(entry.starred ? 'home.unstar' : 'home.star')}
      </MenuItem>
      {isEditable(entry) && (
        <MenuItem icon={<RenameIcon />} hint="F2" testId="rename" onSelect={() => actions.ask({ ask: 'rename', entry })}>
          {t('home.rename')}
        </MenuItem>
      )}
      {isEditable(entry) && (
        <MenuItem icon={<CopyIcon />} testId="duplicate" onSelect={() => void actions.duplicate(entry)}>
          {t('home.duplicate')}
        </MenuItem>
      )}
      <MenuItem icon={<FolderIcon />} testId="move" onSelect={() => actions.ask({ ask: 'move', entry })}>
        {t('home.move')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<TrashIcon />} isDangerous testId="trash" onSelect={() => void actions.trash(entry)}>
        {t('home.moveToTrash')}
      </MenuItem>
    </>
  );
}

function TrashedItems({ entry }: { readonly entry: DocumentEntry }) {
  const t = useT();
  const { actions } = useHome();
  return (
    <>
      <MenuItem icon={<RestoreIcon />} testId="restore" onSelect={() => void actions.restore(entry)}>{t('home.restore')}</MenuItem>
      <MenuSeparator />
      <MenuItem icon={<TrashIcon />} isDangerous testId="delete" onSelect={() => actions.ask({ ask: 'delete', entry })}>
        {t('home.deleteForGood')}
      </MenuItem>
    </>
  );
}
