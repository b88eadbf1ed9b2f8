import type { Editor } from '@tiptap/core';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import { useT } from '../../i18n';
import { MenuItem, MenuSeparator } from '../../ui/Menu';
import { deleteBlock, duplicateBlock, insertBelow, moveBlock, type Block } from '../blocks/blockCommands';
import { turnKinds, type BlockKind } from './blockKinds';
import { ArrowDownIcon, ArrowUpIcon, BinIcon, CopyIcon, PlusIcon } from './icons';

type Properties = {
  readonly editor: Editor;
  /** The block now: others may have moved it since the menu opened. */
  readonly block: () => Block | null;
};

/** What can be done with a block. */
export function BlockMenuItems({ editor, block }: Properties) {
  const t = useT();
  const run = (edit: (block: Block) => Transaction | null) => () => {
    const at = block();
    const transaction = at && edit(at);
    if (transaction) {
      editor.view.dispatch(transaction);
    }
    editor.commands.focus();
  };
  const turn = (kind: BlockKind) => () => {
    const at = block();
    if (at) {
      editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(at.from + 1))));
      kind.apply(editor.chain().focus()).run();
    }
  };
  return (
    <>
      <MenuItem icon={<PlusIcon />} onSelect={run((at) => insertBelow(editor.state, at))}>{t('page.insertBelow')}</MenuItem>
      <MenuItem icon={<ArrowUpIcon />} onSelect={run((at) => moveBlock(editor.state, at, -1))}>{t('page.moveUp')}</MenuItem>
      <MenuItem icon={<ArrowDownIcon />} onSelect={run((at) => moveBlock(editor.state, at, 1))}>{t('page.moveDown')}</MenuItem>
      <MenuItem icon={<CopyIcon />} onSelect={run((at) => duplicateBlock(editor.state, at))}>{t('page.duplicate')}</MenuItem>
      <MenuItem icon={<BinIcon />} isDangerous onSelect={run((at) => deleteBlock(editor.state, at))}>{t('page.deleteBlock')}</MenuItem>
      <MenuSeparator />
      <p className="menu-heading" role="presentation">{t('page.turnInto')}</p>
      {turnKinds.map((kind) => (
        <MenuItem key={kind.id} icon={<kind.icon />} onSelect={turn(kind)}>{t(kind.title)}</MenuItem>
      ))}
    </>
  );
}
