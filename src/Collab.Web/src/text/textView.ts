import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { markdown } from '@codemirror/lang-markdown';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { drawSelection, dropCursor, EditorView, highlightActiveLine, keymap, placeholder } from '@codemirror/view';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import type { CheckedAwareness } from '../session/checkedAwareness';
import { markdownStyle, textTheme } from './textTheme';

/** Makes CodeMirror's view of a shared text: Markdown, wrapped lines, others' carets, undo of own edits only. */
export function createTextView(parent: HTMLElement, text: Y.Text, awareness: CheckedAwareness): EditorView {
  // The binding adds itself as the one tracked origin: what others, or scripts, write is not undone here.
  const undoManager = new Y.UndoManager(text, { trackedOrigins: new Set() });
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text.toString(),
      extensions: [
        keymap.of([...yUndoManagerKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
        drawSelection(),
        dropCursor(),
        highlightActiveLine(),
        bracketMatching(),
        highlightSelectionMatches(),
        search({ top: true }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Text', spellcheck: 'true' }),
        placeholder('Write something…'),
        markdown(),
        syntaxHighlighting(markdownStyle),
        textTheme,
        yCollab(text, awareness, { undoManager }),
      ],
    }),
  });
}
