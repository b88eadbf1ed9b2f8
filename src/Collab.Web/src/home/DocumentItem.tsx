import { memo, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import { KindIcon } from '../app/icons';
import { Link } from '../app/navigation';
import { editorPath } from '../app/route';
import type { DocumentEntry } from '../documents/api';
import { kindNoun } from '../documents/kinds';
import { formatDate, formatRelativeTime, useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { useHome } from './HomeContext';
import { DeviceIcon, FolderIcon, StarIcon, StarredIcon } from './homeIcons';
import { isEditable } from './itemActions';
import { itemType } from './itemDrag';
import { ItemMenu } from './ItemMenu';
import { listedTitle } from './listing';
import { Thumbnail } from './Thumbnail';
import { useMinute } from './useMinute';

type Properties = {
  readonly entry: DocumentEntry;
  readonly layout: 'grid' | 'list';
  /** Whether to tell the folder it is in. */
  readonly showsFolder: boolean;
};

/** One document among others: a card with its picture, or a row. */
export const DocumentItem = memo(function DocumentItem({ entry, layout, showsFolder }: Properties) {
  const t = useT();
  const { actions, drag, isAway, keptHere } = useHome();
  const isKept = keptHere?.has(entry.name) ?? false;
  const isTrashed = entry.trashedAt !== null;
  const title = listedTitle(entry);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2' && isEditable(entry) && !isTrashed) {
      event.preventDefault();
      actions.ask({ ask: 'rename', entry });
    } else if (event.key === 'Delete' && !isTrashed) {
      event.preventDefault();
      void actions.trash(entry);
    }
  };

  const onDragStart = ({ currentTarget, clientX, clientY, dataTransfer }: DragEvent<HTMLElement>) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    dataTransfer.setData(itemType, entry.name);
    dataTransfer.effectAllowed = 'linkMove';
    dataTransfer.setDragImage(currentTarget, clientX - left, clientY - top);
    // Where it can be dropped appears then, and a page that changes now would end the drag.
    setTimeout(() => drag.begin(entry));
  };

  return (
    <li
      className={`item ${isAway && !isKept ? 'not-here' : ''}`} data-document={entry.name} data-testid="item" onKeyDown={onKeyDown}
      draggable={!isTrashed} onDragStart={onDragStart} onDragEnd={() => setTimeout(drag.end)}
    >
      <ItemLink entry={entry}>
        {layout === 'grid' ? <Thumbnail entry={entry} /> : null}
        <KindIcon kind={entry.kind} />
        <span className="item-words">
          <span className={entry.title.trim() ? 'item-title' : 'item-title untitled'} dir="auto">{title}</span>
          <span className="item-facts">
            <span className="item-kind">{kindNoun(entry.kind)}</span>
            <ItemTime entry={entry} />
            {showsFolder && entry.folder !== '' && <span className="item-folder"><FolderIcon /><span dir="auto">{entry.folder}</span></span>}
          </span>
        </span>
      </ItemLink>
      {isAway && isKept && (
        <span className="item-kept" title={t('home.keptHere')} data-testid="kept-here">
          <DeviceIcon /><span className="visually-hidden">{t('home.keptHere')}</span>
        </span>
      )}
      <span className="item-buttons">
        {!isTrashed && (
          <IconButton
            label={t(entry.starred ? 'home.unstarTitle' : 'home.starTitle', { title })} pressed={entry.starred} className="item-star"
            icon={entry.starred ? <StarredIcon /> : <StarIcon />} data-testid="item-star"
            onClick={() => void actions.star(entry, !entry.starred)}
          />
        )}
        <ItemMenu entry={entry} />
      </span>
    </li>
  );
});

/** Opens an item; what is in the trash, or belongs to another app, does not open. */
function ItemLink({ entry, children }: { readonly entry: DocumentEntry; readonly children: ReactNode }) {
  const t = useT();
  if (!isEditable(entry)) {
    return <div className="item-link" title={t('home.otherApp')}>{children}</div>;
  }
  return entry.trashedAt === null
    ? <Link className="item-link" href={editorPath(entry.kind, entry.name)}>{children}</Link>
    : <div className="item-link">{children}</div>;
}

function ItemTime({ entry: { updatedAt, trashedAt } }: { readonly entry: DocumentEntry }) {
  const t = useT();
  useMinute();
  const at = trashedAt ?? updatedAt;
  const when = formatRelativeTime(at, new Date());
  return (
    <time dateTime={at.toISOString()} title={formatDate(at, true)}>
      {trashedAt === null ? when : t('home.trashedWhen', { when })}
    </time>
  );
}
