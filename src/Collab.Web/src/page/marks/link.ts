import { InputRule, Mark, mergeAttributes } from '@tiptap/core';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { isSafeLink, toLink } from '../../app/links';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    pageLink: {
      /** Makes the selected text a link; nothing happens if the address is not safe. */
      setLink: (attributes: { href: string }) => ReturnType;
      unsetLink: () => ReturnType;
    };
  }
}

/** An address that was just typed to its end. Signs that close a sentence do not belong to it. */
const typedAddress = /(?:^|[\s(])((?:https?:\/\/|www\.)[^\s<>]*[^\s<>.,;:!?)'"])([.,;:!?)'"]*) $/i;
/** A link as Markdown has it, typed to its end; an image would have a "!" before it. */
const typedMarkdown = /(?<!!)\[([^[\]]+)\]\(([^()\s]+)\)$/;
const pastedAddress = /^(?:https?:\/\/|mailto:)\S+$/i;

/**
 * A link. Whatever the document says, an address that could do more than show something is not there for the reader: the
 * words are plain then. Tiptap's own brings a list of all top-level domains along; people write https, or use the form.
 */
export const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  exitable: true,

  addAttributes: () => ({ href: { default: null } }),

  parseHTML: () => [{
    tag: 'a[href]',
    getAttrs: (element) => (isSafeLink(element.getAttribute('href') ?? '') ? null : false),
  }],

  renderHTML: ({ HTMLAttributes: { href, ...rest } }) => (typeof href === 'string' && isSafeLink(href)
    ? ['a', mergeAttributes(rest, { href, target: '_blank', rel: 'noopener noreferrer nofollow' }), 0]
    : ['span', 0]),

  addCommands() {
    return {
      setLink: ({ href }) => ({ chain }) => isSafeLink(href) && chain().setMark(this.name, { href }).run(),
      unsetLink: () => ({ chain }) => chain().unsetMark(this.name, { extendEmptyMarkRange: true }).run(),
    };
  },

  addInputRules() {
    return [new InputRule({
      find: typedAddress,
      handler: ({ state: { tr }, range, match: [whole, address = '', closing = ''] }) => {
        const href = toLink(address);
        const end = range.to - closing.length;
        const start = end - address.length;
        const isLinked = tr.doc.rangeHasMark(start, end, this.type) || isCode(tr, start, end);
        if (href !== null && !isLinked && whole !== '') {
          tr.addMark(start, end, this.type.create({ href })).removeStoredMark(this.type).insertText(' ', range.to);
        }
      },
    }), new InputRule({
      find: typedMarkdown,
      handler: ({ state: { tr }, range: { from, to }, match: [, words = '', address = ''] }) => {
        const href = toLink(address);
        const end = from + 1 + words.length;
        // Places are counted in letters: what is none, such as a mention, stands for several.
        if (href === null || isCode(tr, from, to) || tr.doc.textBetween(from, end) !== `[${words}`) {
          return null;
        }
        tr.delete(end, to).delete(from, from + 1)
          .removeMark(from, end - 1, this.type).addMark(from, end - 1, this.type.create({ href })).removeStoredMark(this.type);
        return undefined;
      },
    })];
  },

  addProseMirrorPlugins() {
    const { editor, type } = this;
    return [new Plugin({
      props: {
        // A plain click puts the caret there; who only reads has the link as it is.
        handleClick: (view, position, event) => {
          const href: unknown = view.state.doc.resolve(position).marks().find((mark) => mark.type === type)?.attrs['href'];
          if ((event.ctrlKey || event.metaKey) && view.editable && typeof href === 'string' && isSafeLink(href)) {
            open(href, '_blank', 'noopener,noreferrer');
            return true;
          }
          return false;
        },
        handlePaste: (view, event) => {
          const { selection: { from, to, empty }, tr } = view.state;
          const text = event.clipboardData?.getData('text/plain').trim() ?? '';
          const inCode = view.state.selection.$from.parent.type.spec.code === true;
          if (!editor.isEditable || inCode || !pastedAddress.test(text) || !isSafeLink(text)) {
            return false;
          }
          const mark = type.create({ href: text });
          // On selected words the address becomes theirs.
          view.dispatch(empty
            ? tr.insertText(text, from).addMark(from, from + text.length, mark).removeStoredMark(type).scrollIntoView()
            : tr.addMark(from, to, mark));
          return true;
        },
      },
    })];
  },
});

function isCode({ doc }: Transaction, from: number, to: number): boolean {
  const code = doc.type.schema.marks['code'];
  return code !== undefined && doc.rangeHasMark(from, to, code);
}
