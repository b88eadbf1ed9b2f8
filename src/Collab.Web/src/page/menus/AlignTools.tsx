import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useT } from '../../i18n';
import { AlignCenterIcon, AlignEndIcon, AlignStartIcon } from './icons';
import { Tool } from './Tool';

const icons = { start: AlignStartIcon, center: AlignCenterIcon, end: AlignEndIcon } as const;
const titles = { start: 'page.alignStart', center: 'page.alignCenter', end: 'page.alignEnd' } as const;
type Alignment = keyof typeof icons;

const next: Record<Alignment, Alignment> = { start: 'center', center: 'end', end: 'start' };

/** One button that goes through the alignments, showing the one that is. */
export function AlignTools({ editor }: { readonly editor: Editor }) {
  const t = useT();
  const current = useEditorState({ editor, selector: () => readAlignment(editor) });
  const Icon = icons[current];
  return (
    <Tool
      label={`${t('page.align')}: ${t(titles[current])}`}
      onClick={() => {
        const to = next[current];
        const chain = editor.chain().focus();
        (to === 'start' ? chain.unsetTextAlign() : chain.setTextAlign(to)).run();
      }}
    >
      <Icon />
    </Tool>
  );
}

function readAlignment(editor: Editor): Alignment {
  return editor.isActive({ textAlign: 'center' }) ? 'center' : editor.isActive({ textAlign: 'end' }) ? 'end' : 'start';
}
