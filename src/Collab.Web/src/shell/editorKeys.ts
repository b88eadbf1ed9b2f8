import type { EditorKind } from '../documents/kinds';
import type { MessageKey } from '../i18n';

/** Keys of the editors themselves, which are no commands of ours. */
export type EditorKey = { readonly words: MessageKey; readonly shortcut: string };

const undo: readonly EditorKey[] = [
  { words: 'shell.keyUndo', shortcut: 'Mod+Z' },
  { words: 'shell.keyRedo', shortcut: 'Mod+Shift+Z' },
];

export const editorKeys: Record<EditorKind, { readonly title: MessageKey; readonly keys: readonly EditorKey[] }> = {
  board: {
    title: 'shell.keysBoard',
    keys: [
      { words: 'shell.keySelect', shortcut: 'V' },
      { words: 'shell.keyRectangle', shortcut: 'R' },
      { words: 'shell.keyDiamond', shortcut: 'D' },
      { words: 'shell.keyEllipse', shortcut: 'O' },
      { words: 'shell.keyArrow', shortcut: 'A' },
      { words: 'shell.keyLine', shortcut: 'L' },
      { words: 'shell.keyDraw', shortcut: 'P' },
      { words: 'shell.keyText', shortcut: 'T' },
      { words: 'shell.keyEraser', shortcut: 'E' },
      { words: 'shell.keyPan', shortcut: 'H' },
      ...undo,
    ],
  },
  page: {
    title: 'shell.keysWriting',
    keys: [
      { words: 'shell.keyBold', shortcut: 'Mod+B' },
      { words: 'shell.keyItalic', shortcut: 'Mod+I' },
      { words: 'shell.keyUnderline', shortcut: 'Mod+U' },
      ...undo,
    ],
  },
  text: {
    title: 'shell.keysWriting',
    keys: [
      { words: 'shell.keyFind', shortcut: 'Mod+F' },
      { words: 'shell.keyLineUp', shortcut: 'Alt+↑' },
      ...undo,
    ],
  },
};
