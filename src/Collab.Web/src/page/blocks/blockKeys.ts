import { Extension, type Editor } from '@tiptap/core';
import type { Transaction } from '@tiptap/pm/state';
import { blockAt, duplicateBlock, moveBlock, type Block } from './blockCommands';

/** Keys for the block that the caret is in: what the handle does with a pointer. */
export const BlockKeys = Extension.create({
  name: 'blockKeys',

  addKeyboardShortcuts() {
    return {
      'Alt-Shift-ArrowUp': ({ editor }) => run(editor, (block) => moveBlock(editor.state, block, -1)),
      'Alt-Shift-ArrowDown': ({ editor }) => run(editor, (block) => moveBlock(editor.state, block, 1)),
      'Mod-Shift-d': ({ editor }) => run(editor, (block) => duplicateBlock(editor.state, block)),
    };
  },
});

function run(editor: Editor, edit: (block: Block) => Transaction | null): boolean {
  const block = editor.isEditable ? blockAt(editor.state.doc, editor.state.selection.from) : null;
  const transaction = block && edit(block);
  if (transaction) {
    editor.view.dispatch(transaction);
  }
  return block !== null;
}
