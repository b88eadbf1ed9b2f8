import { CheckIcon, CloseIcon, WarningIcon } from '../app/icons';
import { Link } from '../app/navigation';
import { editorPath } from '../app/route';
import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { isEditable } from './itemActions';
import { importSummary, type ImportItem } from './imports';
import { listedTitle } from './listing';

/** What becomes of the files that were dropped or chosen. */
export function ImportPanel({ items, onClose }: { readonly items: readonly ImportItem[]; readonly onClose: () => void }) {
  const t = useT();
  const over = items.filter(({ state }) => state === 'done' || state === 'failed').length;
  const isBusy = over < items.length;
  return (
    <section className="import-panel" aria-label={t('home.import')} data-testid="import-panel" data-busy={isBusy}>
      <header>
        <h2>
          <span role="status">
            {isBusy ? t('home.importing', { at: over + 1, count: items.length }) : importSummary(items)}
          </span>
        </h2>
        {!isBusy && <IconButton label={t('common.close')} icon={<CloseIcon />} onClick={onClose} />}
      </header>
      <progress className="visually-hidden" max={items.length} value={over} aria-label={t('home.import')} />
      <ul>
        {items.map((item) => (
          <li key={item.id} className={item.state} data-testid="import-item">
            <span className="import-mark"><Mark state={item.state} /></span>
            <span className="import-words"><Words item={item} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mark({ state }: Pick<ImportItem, 'state'>) {
  switch (state) {
    case 'done':
      return <CheckIcon />;
    case 'failed':
      return <WarningIcon />;
    default:
      return <span className={state === 'reading' ? 'spinner' : 'import-waiting'} />;
  }
}

function Words({ item }: { readonly item: ImportItem }) {
  switch (item.state) {
    case 'done':
      return (
        <>
          {isEditable(item.entry)
            ? <Link href={editorPath(item.entry.kind, item.entry.name)} dir="auto">{listedTitle(item.entry)}</Link>
            : <span>{listedTitle(item.entry)}</span>}
          {item.note && <span className="import-note">{item.note}</span>}
        </>
      );
    case 'failed':
      return <><span dir="auto">{item.fileName}</span><span className="import-note" role="alert">{item.problem}</span></>;
    default:
      return <span dir="auto">{item.fileName}</span>;
  }
}
