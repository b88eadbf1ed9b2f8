import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { yCursorPluginKey } from '@tiptap/y-tiptap';
import type { Session } from '../session/session';

/**
 * Keeps the caret where the person has put it, when something of others arrives in the instant after.
 *
 * The browser moves the caret (End, an arrow, a click) and tells of it with `selectionchange` in a task of its own. What makes
 * ProseMirror draw before that task, such as another person's edit or caret, has it write back the selection that it knows:
 * the caret jumps to where it was. And the next key may come before that task: Enter would split where the caret was before.
 * So the selection is read before: ahead of a message of others (outside of any transaction, or what else is read then would
 * count as theirs), ahead of drawing their carets, and ahead of each key.
 */
export function caretReading(session: Session): Extension {
  let stop = () => {};
  return Extension.create({
    name: 'caretReading',

    onCreate() {
      stop = session.beforeOthers(() => readCaret(this.editor.view));
    },

    onDestroy() {
      stop();
    },

    addProseMirrorPlugins: () => [new Plugin({ props: { handleDOMEvents: { keydown: (view) => void readCaret(view) } } })],

    dispatchTransaction({ transaction, next }) {
      const { view } = this.editor;
      const drawsCarets = transaction.getMeta(yCursorPluginKey) !== undefined && !transaction.docChanged;
      if (drawsCarets && readCaret(view) && view.state.doc === transaction.doc) {
        // Made before, it would bring the old selection with it.
        transaction.setSelection(view.state.selection);
      }
      next(transaction);
    },
  });
}

/**
 * Has the view read the selection now, as it does when the browser tells that it has changed. A composition is left alone:
 * its text is not to be read before it is done.
 *
 * @returns Whether it was another than the view knew.
 */
function readCaret(view: EditorView): boolean {
  const { selection } = view.state;
  if (view.hasFocus() && !view.composing) {
    view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
  }
  return !view.state.selection.eq(selection);
}
