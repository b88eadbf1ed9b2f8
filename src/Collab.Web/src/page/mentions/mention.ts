import { Node } from '@tiptap/core';
import { cleanName } from '../../identity/guest';

/** A person who is meant, as a chip. The name is that of then; nobody is told. */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,

  addAttributes: () => ({
    id: { default: '', parseHTML: (element: HTMLElement) => element.dataset['mention'] ?? '', renderHTML: ({ id }) => ({ 'data-mention': String(id) }) },
    label: { default: '', parseHTML: (element: HTMLElement) => (element.textContent ?? '').replace(/^@/, ''), renderHTML: () => ({}) },
  }),

  parseHTML: () => [{ tag: 'span[data-mention]' }],

  renderHTML: ({ node, HTMLAttributes }) => ['span', { ...HTMLAttributes, class: 'mention', dir: 'auto' }, `@${nameOf(node.attrs['label'])}`],

  renderText: ({ node }) => `@${nameOf(node.attrs['label'])}`,
});

const nameOf = (label: unknown) => cleanName(typeof label === 'string' ? label : '', '?');
