import { Extension } from '@tiptap/core';
import { Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { isFromDocument } from '../binding/sharedContent';

/**
 * Keeps a paragraph behind a table, code and the like at the end, so that one can write on. Only with an own edit, or when
 * somebody clicks there: looking at a document never changes it.
 */
export const LastParagraph = Extension.create({
  name: 'lastParagraph',

  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      appendTransaction: (transactions, _before, state) => {
        const isEdited = transactions.some((transaction) => transaction.docChanged && !isFromDocument(transaction));
        return isEdited && editor.isEditable && needsOne(state) ? addTo(state) : null;
      },
      props: {
        handleDOMEvents: {
          mousedown: (view, event) => {
            const last = view.dom.lastElementChild?.getBoundingClientRect();
            if (editor.isEditable && event.target === view.dom && last && event.clientY > last.bottom && needsOne(view.state)) {
              const transaction = addTo(view.state);
              view.dispatch(transaction.setSelection(TextSelection.atEnd(transaction.doc)));
              view.focus();
              event.preventDefault();
              return true;
            }
            return false;
          },
        },
      },
    })];
  },
});

/** Those that Enter leads out of. */
const open = new Set(['paragraph', 'heading', 'bulletList', 'orderedList', 'taskList']);

const needsOne = ({ doc }: EditorState): boolean => !open.has(doc.lastChild?.type.name ?? '');

const addTo = ({ tr, doc, schema }: EditorState): Transaction => tr.insert(doc.content.size, schema.nodes['paragraph']!.create());
