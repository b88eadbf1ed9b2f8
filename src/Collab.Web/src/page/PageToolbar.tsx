import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';
import { formatShortcut, isMac } from '../commands/shortcut';
import { useT } from '../i18n';
import { Menu, MenuItem } from '../ui/Menu';
import { blockAt } from './blocks/blockCommands';
import { activeKind, turnKinds, type BlockKind } from './menus/blockKinds';
import { BlockMenuItems } from './menus/BlockMenuItems';
import { DownIcon, GripIcon, PlusIcon, RedoIcon, UndoIcon } from './menus/icons';
import { MarkTools } from './menus/MarkTools';
import { Tool, ToolDivider } from './menus/Tool';

/** Asked itself, at each key: `can()` tries the command out on a copy of the state. */
const undoManagerOf = (editor: Editor) => (yUndoPluginKey.getState(editor.state) as { undoManager: UndoManager }).undoManager;

/** The commands that are always in sight; the rest is in the menus of / and of selected text. */
export function PageToolbar({ editor, kinds }: { readonly editor: Editor; readonly kinds: readonly BlockKind[] }) {
  const t = useT();
  const canUndo = useEditorState({ editor, selector: () => undoManagerOf(editor).undoStack.length > 0 });
  const canRedo = useEditorState({ editor, selector: () => undoManagerOf(editor).redoStack.length > 0 });
  const active = useEditorState({ editor, selector: () => activeKind(editor).id });
  const kind = turnKinds.find(({ id }) => id === active);
  const key = (shortcut: string) => formatShortcut(shortcut, isMac());

  return (
    <div className="page-toolbar" role="toolbar" aria-label={t('page.toolbar')}>
      <Tool label={t('common.undo')} hint={key('Mod+Z')} disabled={!canUndo} onClick={() => editor.chain().focus().undo().run()}>
        <UndoIcon />
      </Tool>
      <Tool label={t('page.redo')} hint={key('Mod+Shift+Z')} disabled={!canRedo} onClick={() => editor.chain().focus().redo().run()}>
        <RedoIcon />
      </Tool>
      <ToolDivider />
      <Menu
        label={t('page.blockKind')} placement="bottom-start" testId="kind-menu"
        trigger={(properties) => (
          <button type="button" className="tool kind-tool" aria-label={`${t('page.blockKind')}: ${kind ? t(kind.title) : ''}`} {...properties}>
            <span>{kind && t(kind.title)}</span><DownIcon />
          </button>
        )}
      >
        {turnKinds.map((each) => (
          <MenuItem
            key={each.id} icon={<each.icon />} isChecked={each.id === active} hint={each.markdown}
            onSelect={() => { each.apply(editor.chain().focus()).run(); }}
          >
            {t(each.title)}
          </MenuItem>
        ))}
      </Menu>
      <ToolDivider />
      <MarkTools editor={editor} marks={['bold', 'italic', 'underline']} />
      <ToolDivider />
      <Menu
        label={t('page.insert')} placement="bottom-start" testId="insert-menu"
        trigger={(properties) => (
          <button type="button" className="tool text-tool" {...properties}><PlusIcon /><span>{t('page.insert')}</span></button>
        )}
      >
        {kinds.map((each) => (
          <MenuItem key={each.id} icon={<each.icon />} onSelect={() => { each.apply(editor.chain().focus()).run(); }}>
            {t(each.title)}
          </MenuItem>
        ))}
      </Menu>
      <span className="touch-only">
        <Menu
          label={t('page.blockActions')} placement="bottom-start"
          trigger={(properties) => (
            <button type="button" className="tool" aria-label={t('page.blockActions')} {...properties}><GripIcon /></button>
          )}
        >
          <BlockMenuItems editor={editor} block={() => blockAt(editor.state.doc, editor.state.selection.from)} />
        </Menu>
      </span>
    </div>
  );
}
