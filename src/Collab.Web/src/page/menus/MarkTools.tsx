import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { ComponentType } from 'react';
import { formatShortcut, isMac } from '../../commands/shortcut';
import { useT, type MessageKey } from '../../i18n';
import { BoldIcon, CodeIcon, HighlightIcon, ItalicIcon, StrikeIcon, UnderlineIcon } from './icons';
import { Tool } from './Tool';

type MarkTool = { readonly mark: string; readonly title: MessageKey; readonly icon: ComponentType; readonly shortcut: string };

const all: readonly MarkTool[] = [
  { mark: 'bold', title: 'page.bold', icon: BoldIcon, shortcut: 'Mod+B' },
  { mark: 'italic', title: 'page.italic', icon: ItalicIcon, shortcut: 'Mod+I' },
  { mark: 'underline', title: 'page.underline', icon: UnderlineIcon, shortcut: 'Mod+U' },
  { mark: 'strike', title: 'page.strike', icon: StrikeIcon, shortcut: 'Mod+Shift+S' },
  { mark: 'code', title: 'page.code', icon: CodeIcon, shortcut: 'Mod+E' },
  { mark: 'highlight', title: 'page.highlight', icon: HighlightIcon, shortcut: 'Mod+Shift+H' },
];

/** Buttons for how text looks; `marks` says which. */
export function MarkTools({ editor, marks }: { readonly editor: Editor; readonly marks?: readonly string[] }) {
  const t = useT();
  const active = useEditorState({ editor, selector: () => all.map(({ mark }) => editor.isActive(mark)).join() }).split(',');
  return all.map(({ mark, title, icon: Icon, shortcut }, index) => (marks?.includes(mark) ?? true) && (
    <Tool
      key={mark} label={t(title)} hint={formatShortcut(shortcut, isMac())} pressed={active[index] === 'true'}
      onClick={() => editor.chain().focus().toggleMark(mark).run()}
    >
      <Icon />
    </Tool>
  ));
}
