import { Extension, type Editor } from '@tiptap/core';
import { DOMParser as SchemaParser } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { looksLikeMarkdown } from './looksLikeMarkdown';

/** Longer text is pasted as it is: reading it would be felt. */
const maxLength = 500_000;

/** Makes pasted Markdown what it says. With Shift held it stays text. */
export const MarkdownPaste = Extension.create({
  name: 'markdownPaste',

  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handlePaste: (view, event) => {
          const text = event.clipboardData?.getData('text/plain') ?? '';
          const isRich = (event.clipboardData?.getData('text/html') ?? '') !== '';
          const inCode = view.state.selection.$from.parent.type.spec.code === true;
          if (isRich || inCode || isPlainPaste(view) || text.length > maxLength || !looksLikeMarkdown(text)) {
            return false;
          }
          void import('./fromMarkdown').then(
            ({ fromMarkdown }) => insert(editor, fromMarkdown(text)),
            // The server is away and the reader is not on this device: the text as it is.
            () => !editor.isDestroyed && editor.view.pasteText(text),
          );
          return true;
        },
      },
    })];
  },
});

function insert(editor: Editor, html: HTMLElement): void {
  if (!editor.isDestroyed && editor.isEditable) {
    const slice = SchemaParser.fromSchema(editor.schema).parseSlice(html, { preserveWhitespace: false });
    editor.view.dispatch(editor.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true));
  }
}

/** ProseMirror keeps whether Shift was held; the event does not tell. */
const isPlainPaste = (view: EditorView): boolean =>
  (view as unknown as { readonly input?: { readonly shiftKey?: boolean } }).input?.shiftKey === true;
