import { mergeAttributes, Node } from '@tiptap/core';

export type CalloutKind = 'info' | 'tip' | 'warning';

export const calloutKinds: readonly CalloutKind[] = ['info', 'tip', 'warning'];

export const calloutKind = (value: unknown): CalloutKind => calloutKinds.find((kind) => kind === value) ?? 'info';

/** A box that stands out from the text; the icon and the colour are the style sheet's. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,

  addAttributes: () => ({
    kind: {
      default: 'info',
      parseHTML: (element: HTMLElement) => calloutKind(element.dataset['callout']),
      renderHTML: (attributes: Record<string, unknown>) => ({ 'data-callout': calloutKind(attributes['kind']) }),
    },
  }),

  parseHTML: () => [{ tag: 'div[data-callout]' }],

  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { class: 'callout', role: 'note', dir: 'auto' }), 0],

  addKeyboardShortcuts() {
    return {
      // At the start of an empty box, or of its first block: out of it again.
      Backspace: () => {
        const { selection } = this.editor.state;
        const { $from } = selection;
        const isAtStart = selection.empty && $from.parentOffset === 0 && $from.depth > 1
          && $from.node(-1).type === this.type && $from.index(-1) === 0;
        return isAtStart && this.editor.commands.lift(this.name);
      },
      // An empty last line leaves it, as in lists.
      Enter: () => {
        const { selection } = this.editor.state;
        const { $from } = selection;
        const isEmptyEnd = selection.empty && $from.parent.content.size === 0 && $from.depth > 1
          && $from.node(-1).type === this.type && $from.node(-1).childCount > 1 && $from.indexAfter(-1) === $from.node(-1).childCount;
        return isEmptyEnd && this.editor.commands.lift(this.name);
      },
    };
  },
});
