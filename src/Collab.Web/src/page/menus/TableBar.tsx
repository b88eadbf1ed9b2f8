import type { ChainedCommands, Editor } from '@tiptap/core';
import { CellSelection } from '@tiptap/pm/tables';
import { useEditorState } from '@tiptap/react';
import { useRef, type ReactNode } from 'react';
import { useT, type MessageKey } from '../../i18n';
import { Menu, MenuItem } from '../../ui/Menu';
import { useFloating } from './floating';
import { ArrowDownIcon, ArrowUpIcon, BinIcon, ColumnIcon, DownIcon, RowIcon, TableIcon } from './icons';

type Entry = readonly [title: MessageKey, edit: (chain: ChainedCommands) => ChainedCommands, icon: ReactNode, dangerous?: boolean];

const rows: readonly Entry[] = [
  ['page.rowAbove', (chain) => chain.addRowBefore(), <ArrowUpIcon />],
  ['page.rowBelow', (chain) => chain.addRowAfter(), <ArrowDownIcon />],
  ['page.headerRow', (chain) => chain.toggleHeaderRow(), <RowIcon />],
  ['page.deleteRow', (chain) => chain.deleteRow(), <BinIcon />, true],
];
const columns: readonly Entry[] = [
  ['page.columnBefore', (chain) => chain.addColumnBefore(), <ColumnIcon />],
  ['page.columnAfter', (chain) => chain.addColumnAfter(), <ColumnIcon />],
  ['page.deleteColumn', (chain) => chain.deleteColumn(), <BinIcon />, true],
];
const whole: readonly Entry[] = [
  ['page.mergeCells', (chain) => chain.mergeCells(), <TableIcon />],
  ['page.splitCell', (chain) => chain.splitCell(), <TableIcon />],
  ['page.deleteTable', (chain) => chain.deleteTable(), <BinIcon />, true],
];

/** The commands of the table that the caret is in, above it. */
export function TableBar({ editor }: { readonly editor: Editor }) {
  const table = useEditorState({ editor, selector: () => tableStart(editor) });
  return table === null ? null : <Bar editor={editor} table={table} />;
}

function Bar({ editor, table }: { readonly editor: Editor; readonly table: number }) {
  const t = useT();
  const element = useRef<HTMLDivElement>(null);
  useFloating(element, () => tableElement(editor, table), 'top-end', [editor, table]);
  return (
    <div ref={element} className="floating table-bar" role="group" aria-label={t('page.tableActions')} data-testid="table-bar">
      <Part editor={editor} title={t('page.rows')} entries={rows} />
      <Part editor={editor} title={t('page.columns')} entries={columns} />
      <Part editor={editor} title={t('page.tableActions')} entries={whole} />
    </div>
  );
}

function Part({ editor, title, entries }: { readonly editor: Editor; readonly title: string; readonly entries: readonly Entry[] }) {
  const t = useT();
  return (
    <Menu
      label={title} placement="bottom-start"
      trigger={(properties) => <button type="button" className="tool text-tool" {...properties}>{title}<DownIcon /></button>}
    >
      {entries.map(([name, edit, icon, dangerous]) => (
        <MenuItem
          key={name} icon={icon} isDangerous={dangerous ?? false} isDisabled={!edit(editor.can().chain()).run()}
          onSelect={() => { edit(editor.chain().focus()).run(); }}
        >
          {t(name)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Where the innermost table around the caret starts. */
function tableStart(editor: Editor): number | null {
  const { selection } = editor.state;
  const $at = selection instanceof CellSelection ? selection.$anchorCell : selection.$from;
  for (let depth = $at.depth; depth > 0; depth--) {
    if ($at.node(depth).type.name === 'table') {
      return $at.before(depth);
    }
  }
  return null;
}

function tableElement(editor: Editor, at: number): Element | null {
  const dom = editor.view.nodeDOM(at);
  return dom instanceof Element ? (dom.querySelector('table') ?? dom) : null;
}
