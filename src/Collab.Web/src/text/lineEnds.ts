import { EditorState, MapMode, StateField, type ChangeSpec, type Extension, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { ySyncAnnotation } from 'y-codemirror.next';

/**
 * Places in CodeMirror and in the shared text are the same numbers. CodeMirror by itself makes one sign of "\r\n", which
 * other clients write: behind it everything would be edited at the wrong place. Here a line ends with "\n" alone, and a "\r"
 * before it is a sign like any other, until the person edits the text: then it goes, or words would be written behind it.
 */
export const lineEnds: Extension = [
  EditorState.lineSeparator.of('\n'),
  EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
  StateField.define<boolean>({
    create: ({ doc }) => hasReturn(doc, 0, doc.length),
    update(had, { docChanged, changes, newDoc }) {
      if (!docChanged || had) {
        return docChanged ? hasReturn(newDoc, 0, newDoc.length) : had;
      }
      let has = false;
      changes.iterChangedRanges((_fromA, _toA, from, to) => { has ||= hasReturn(newDoc, from, to); });
      return has;
    },
    provide: (field) => EditorState.transactionFilter.of((transaction) => {
      const { startState, changes, docChanged } = transaction;
      // What others wrote is theirs.
      if (!docChanged || transaction.annotation(ySyncAnnotation) !== undefined || !startState.field(field)) {
        return transaction;
      }
      const removals: ChangeSpec[] = [];
      for (const at of windowsLineEnds(startState.doc)) {
        const now = changes.mapPos(at, 1, MapMode.TrackAfter);
        if (now !== null) {
          removals.push({ from: now, to: now + 1 });
        }
      }
      return removals.length > 0 ? [transaction, { changes: removals, sequential: true }] : transaction;
    }),
  }),
];

function hasReturn(doc: Text, from: number, to: number): boolean {
  for (const part of doc.iterRange(from, to)) {
    if (part.includes('\r')) {
      return true;
    }
  }
  return false;
}

/** Where each "\r" is that a "\n" follows. */
function* windowsLineEnds(doc: Text): Generator<number> {
  for (let number = 1; number < doc.lines; number++) {
    const { to, text } = doc.line(number);
    if (text.endsWith('\r')) {
      yield to - 1;
    }
  }
}
