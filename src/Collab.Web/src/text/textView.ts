import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, dropCursor, EditorView, highlightActiveLine, keymap, placeholder } from '@codemirror/view';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import { translate } from '../i18n';
import type { CheckedAwareness } from '../session/checkedAwareness';
import { linesInTheirDirection } from './direction';
import { plainText, tellPlainly } from './embeds';
import type { TextLanguage } from './languages';
import { lineEnds } from './lineEnds';
import { highlightStyle, textTheme } from './textTheme';

/** CodeMirror on a shared text: others' carets, undo of own edits only; what can be switched is switched here. */
export class TextView {
  readonly view: EditorView;
  private readonly language = new Compartment();
  private readonly wrapping = new Compartment();
  private readonly editable = new Compartment();
  private readonly words = new Compartment();
  private readonly stopTelling: () => void;
  private newest = '';

  constructor(parent: HTMLElement, text: Y.Text, awareness: CheckedAwareness) {
    // The binding adds itself as the one tracked origin: what others, or scripts, write is not undone here.
    const undoManager = new Y.UndoManager(text, { trackedOrigins: new Set() });
    // Before the binding, which is to be told in the same way.
    this.stopTelling = tellPlainly(text);
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: plainText(text),
        extensions: [
          lineEnds,
          keymap.of([...yUndoManagerKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
          drawSelection(),
          dropCursor(),
          highlightActiveLine(),
          bracketMatching(),
          indentOnInput(),
          highlightSelectionMatches(),
          search({ top: true }),
          this.words.of(inLanguageShown()),
          this.language.of([]),
          this.wrapping.of([]),
          this.editable.of([]),
          syntaxHighlighting(highlightStyle),
          textTheme,
          yCollab(text, awareness, { undoManager }),
        ],
      }),
    });
  }

  /** Colours the text as a language; of several asked for in a row the last one stays. */
  async setLanguage(language: TextLanguage): Promise<void> {
    this.newest = language.id;
    const support = await language.load();
    if (this.newest === language.id) {
      this.view.dispatch({ effects: this.language.reconfigure([support, language.isProse ? prose : code]) });
    }
  }

  setWrapping(isOn: boolean): void {
    this.view.dispatch({ effects: this.wrapping.reconfigure(isOn ? EditorView.lineWrapping : []) });
  }

  setEditable(isOn: boolean): void {
    const off = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
    this.view.dispatch({ effects: this.editable.reconfigure(isOn ? [] : off) });
  }

  /** The app's language has changed. */
  translate(): void {
    this.view.dispatch({ effects: this.words.reconfigure(inLanguageShown()) });
  }

  destroy(): void {
    this.view.destroy();
    this.stopTelling();
  }
}

const prose: Extension = [linesInTheirDirection, EditorView.contentAttributes.of({ spellcheck: 'true' })];
// Code reads from left to right everywhere.
const code: Extension = EditorView.contentAttributes.of({ dir: 'ltr', spellcheck: 'false' });

function inLanguageShown(): Extension {
  return [
    // What cannot be edited is still reached by keys, to be scrolled.
    EditorView.contentAttributes.of({ 'aria-label': translate('text.label'), tabindex: '0' }),
    placeholder(translate('text.placeholder')),
    EditorState.phrases.of({
      Find: translate('text.searchFind'),
      Replace: translate('text.searchReplaceWith'),
      next: translate('text.searchNext'),
      previous: translate('text.searchPrevious'),
      all: translate('text.searchAll'),
      'match case': translate('text.searchCase'),
      regexp: translate('text.searchRegexp'),
      'by word': translate('text.searchWord'),
      replace: translate('text.searchReplace'),
      'replace all': translate('text.searchReplaceAll'),
      close: translate('text.searchClose'),
      'current match': translate('text.searchMatch'),
      'replaced $ matches': translate('text.searchReplaced'),
      'replaced match on line $': translate('text.searchReplacedLine'),
      'on line': translate('text.searchOnLine'),
    }),
  ];
}
