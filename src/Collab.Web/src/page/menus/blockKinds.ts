import type { ChainedCommands, Editor } from '@tiptap/core';
import type { ComponentType } from 'react';
import type { MessageKey, Translate } from '../../i18n';
import type { CalloutKind } from '../blocks/callout';
import {
  BulletsIcon, CautionIcon, CodeBlockIcon, Heading1Icon, Heading2Icon, Heading3Icon, ImageIcon, InfoIcon, NumbersIcon,
  ParagraphIcon, QuoteIcon, RuleIcon, TableIcon, TasksIcon, TipIcon,
} from './icons';

type Id =
  | 'paragraph' | 'heading1' | 'heading2' | 'heading3' | 'bulletList' | 'orderedList' | 'taskList' | 'quote'
  | 'calloutInfo' | 'calloutTip' | 'calloutWarning' | 'codeBlock' | 'table' | 'divider' | 'image';

/** A kind of block that can be inserted, and mostly also made of one that is there. */
export type BlockKind = {
  readonly id: Id;
  readonly title: MessageKey;
  /** Other words by which it is found. */
  readonly words: MessageKey;
  readonly icon: ComponentType;
  /** What one types to get the same. */
  readonly markdown?: string;
  /** Whether the caret is in one; absent for those that are only inserted. */
  readonly isActive?: (editor: Editor) => boolean;
  readonly apply: (chain: ChainedCommands) => ChainedCommands;
};

const kind = (
  id: Id, icon: ComponentType, markdown: string | undefined, isActive: ((editor: Editor) => boolean) | undefined,
  apply: (chain: ChainedCommands) => ChainedCommands,
): BlockKind => ({
  id, icon, title: `page.${id}`, words: `page.${id}Words`, apply, ...(markdown && { markdown }), ...(isActive && { isActive }),
});

const heading = (id: Id, icon: ComponentType, level: 1 | 2 | 3) => kind(
  id, icon, '#'.repeat(level), (editor) => editor.isActive('heading', { level }),
  (chain) => chain.clearNodes().setNode('heading', { level }),
);

const callout = (id: Id, icon: ComponentType, of: CalloutKind) => kind(
  id, icon, undefined, (editor) => editor.isActive('callout', { kind: of }),
  (chain) => chain.clearNodes().wrapIn('callout', { kind: of }),
);

const wrappers = ['bulletList', 'orderedList', 'taskList', 'blockquote', 'callout', 'codeBlock', 'heading'];

/** All of them, in the order of the menus. */
export const blockKinds: readonly BlockKind[] = [
  kind('paragraph', ParagraphIcon, undefined, (editor) => !wrappers.some((name) => editor.isActive(name)), (chain) => chain.clearNodes()),
  heading('heading1', Heading1Icon, 1),
  heading('heading2', Heading2Icon, 2),
  heading('heading3', Heading3Icon, 3),
  kind('bulletList', BulletsIcon, '-', (editor) => editor.isActive('bulletList'), (chain) => chain.clearNodes().toggleBulletList()),
  kind('orderedList', NumbersIcon, '1.', (editor) => editor.isActive('orderedList'), (chain) => chain.clearNodes().toggleOrderedList()),
  kind('taskList', TasksIcon, '[ ]', (editor) => editor.isActive('taskList'), (chain) => chain.clearNodes().toggleTaskList()),
  kind('quote', QuoteIcon, '>', (editor) => editor.isActive('blockquote'), (chain) => chain.clearNodes().setBlockquote()),
  callout('calloutInfo', InfoIcon, 'info'),
  callout('calloutTip', TipIcon, 'tip'),
  callout('calloutWarning', CautionIcon, 'warning'),
  kind('codeBlock', CodeBlockIcon, '```', (editor) => editor.isActive('codeBlock'), (chain) => chain.clearNodes().setCodeBlock()),
  kind('table', TableIcon, undefined, undefined, (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })),
  kind('image', ImageIcon, undefined, undefined, (chain) => chain.command(({ editor }) => {
    editor.storage.image.pick();
    return true;
  })),
  kind('divider', RuleIcon, '---', undefined, (chain) => chain.setHorizontalRule()),
];

/** Those that a block can become. */
export const turnKinds = blockKinds.filter(({ isActive }) => isActive);

/** The kind that the caret is in, the innermost that tells something. */
export function activeKind(editor: Editor): BlockKind {
  return [...turnKinds].reverse().find(({ isActive }) => isActive?.(editor)) ?? (turnKinds[0] as BlockKind);
}

/** The kinds that a query finds: those whose name begins with it first. */
export function findKinds(kinds: readonly BlockKind[], query: string, t: Translate): readonly BlockKind[] {
  const wanted = fold(query);
  const rank = ({ id, title, words }: BlockKind) => {
    const name = fold(t(title));
    const others = `${fold(t(words))} ${id.toLowerCase()}`;
    return name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : others.includes(wanted) ? 2 : 3;
  };
  return kinds.filter((each) => rank(each) < 3).sort((a, b) => rank(a) - rank(b));
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, '');
