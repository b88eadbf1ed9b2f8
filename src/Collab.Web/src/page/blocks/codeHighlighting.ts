import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { changedRange } from '../changedRange';
import { codeLanguage } from './codeLanguages';

/** Longer code stays plain: colouring it at each key would be felt. */
const maxLength = 20_000;

/** A run of code in one colour: offsets in the code, and highlight.js' class for it. */
export type Token = { readonly from: number; readonly to: number; readonly className: string };
export type Highlight = (language: string, code: string) => readonly Token[];

const key = new PluginKey<DecorationSet>('codeHighlighting');

/**
 * Colours code blocks with decorations. The highlighter is loaded when the first block with a language is there; afterwards
 * only blocks that changed are coloured anew.
 */
export function codeHighlighting(load: () => Promise<Highlight>): Plugin<DecorationSet> {
  let highlight: Highlight | null = null;
  let isLoading = false;

  const decorate = (node: Node, at: number): Decoration[] => {
    const language = codeLanguage(node.attrs['language']);
    return highlight && language && node.textContent.length <= maxLength
      ? highlight(language, node.textContent).map(({ from, to, className }) =>
          Decoration.inline(at + 1 + from, at + 1 + to, { class: className }))
      : [];
  };

  const apply = (transaction: Transaction, before: DecorationSet): DecorationSet => {
    if (transaction.getMeta(key) === 'loaded') {
      return DecorationSet.create(transaction.doc, decorateRange(transaction.doc, 0, transaction.doc.content.size));
    }
    const range = highlight && changedRange(transaction);
    const mapped = transaction.docChanged ? before.map(transaction.mapping, transaction.doc) : before;
    if (!range) {
      return mapped;
    }
    let set = mapped;
    forCodeIn(transaction.doc, range.from, range.to, (node, at) => {
      set = set.remove(set.find(at, at + node.nodeSize)).add(transaction.doc, decorate(node, at));
    });
    return set;
  };

  const decorateRange = (doc: Node, from: number, to: number): Decoration[] => {
    const all: Decoration[] = [];
    forCodeIn(doc, from, to, (node, at) => all.push(...decorate(node, at)));
    return all;
  };

  const loadFor = (view: EditorView, state: EditorState, from: number, to: number) => {
    let isWanted = false;
    forCodeIn(state.doc, from, to, (node) => { isWanted ||= codeLanguage(node.attrs['language']) !== null; });
    if (isWanted && !isLoading) {
      isLoading = true;
      load().then((loaded) => {
        highlight = loaded;
        if (!view.isDestroyed) {
          view.dispatch(view.state.tr.setMeta(key, 'loaded').setMeta('addToHistory', false));
        }
      }, () => {
        // The server is away and the highlighter is not on this device: code stays plain until the next block asks.
        isLoading = false;
      });
    }
  };

  return new Plugin<DecorationSet>({
    key,
    state: { init: () => DecorationSet.empty, apply },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      loadFor(view, view.state, 0, view.state.doc.content.size);
      return {
        update: (current, previous) => {
          if (!isLoading && current.state.doc !== previous.doc) {
            const from = previous.doc.content.findDiffStart(current.state.doc.content) ?? 0;
            const end = previous.doc.content.findDiffEnd(current.state.doc.content)?.b ?? current.state.doc.content.size;
            loadFor(current, current.state, from, Math.max(from, end));
          }
        },
      };
    },
  });
}

function forCodeIn(doc: Node, from: number, to: number, each: (node: Node, at: number) => void): void {
  doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node, at) => {
    if (node.type.spec.code && node.isTextblock) {
      each(node, at);
    }
    return !node.isTextblock;
  });
}
