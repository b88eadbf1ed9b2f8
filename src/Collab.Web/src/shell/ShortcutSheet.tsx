import { usePathname } from '../app/navigation';
import { parseRoute } from '../app/route';
import { formatShortcut, isMac } from '../commands/shortcut';
import { useAllCommands } from '../commands/useCommands';
import { useT } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { editorKeys } from './editorKeys';
import { groupWords } from './groupWords';
import { groupOrder } from './paletteModel';

type Row = { readonly words: string; readonly shortcut: string };

/** All keys that do something on this page. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const route = parseRoute(usePathname());
  const commands = useAllCommands();
  const ofEditor = route.page === 'editor' ? editorKeys[route.kind] : null;
  const groups = groupOrder.map((group) => ({
    title: t(groupWords[group]),
    rows: commands.flatMap(({ group: other, title, shortcut }) => other === group && shortcut ? [{ words: title, shortcut }] : []),
  }));
  return (
    <Dialog title={t('shell.shortcuts')} className="shortcuts" testId="shortcuts" onClose={onClose}>
      {ofEditor && (
        <Keys title={t(ofEditor.title)} rows={ofEditor.keys.map(({ words, shortcut }) => ({ words: t(words), shortcut }))} />
      )}
      {groups.filter(({ rows }) => rows.length > 0).map(({ title, rows }) => <Keys key={title} title={title} rows={rows} />)}
      <p className="shortcuts-hint">{t('shell.keysHint')}</p>
    </Dialog>
  );
}

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <section className="shortcut-group">
      <h3>{title}</h3>
      <dl>
        {rows.map(({ words, shortcut }) => (
          <div key={`${words} ${shortcut}`}>
            <dt>{words}</dt>
            <dd><kbd>{formatShortcut(shortcut, isMac())}</kbd></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
