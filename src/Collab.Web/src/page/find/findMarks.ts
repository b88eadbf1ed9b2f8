import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { findMatches, matchFrom, type Match, type Query } from './matching';

export type FindState = {
  /** Null while nothing is looked for. */
  readonly query: Query | null;
  readonly matches: readonly Match[];
  /** Which match is meant; -1 for none. */
  readonly current: number;
  readonly decorations: DecorationSet;
};

type Change = { readonly query: Query | null } | { readonly current: number } | 'again';

const key = new PluginKey<FindState>('find');
const nothing: FindState = { query: null, matches: [], current: -1, decorations: DecorationSet.empty };

/** Matches that are shown at once; thousands of decorations would be felt at each key. */
const maxShown = 1_000;

/** How long nothing was edited before it is looked for again, in milliseconds. */
const restDelay = 150;

/** Shows where a text is in the document. While somebody types the marks are mapped, and looked for again at rest. */
export const FindMarks = Extension.create({
  name: 'findMarks',

  addProseMirrorPlugins: () => [new Plugin<FindState>({
    key,
    state: { init: () => nothing, apply: (transaction, before, _old, state) => applyTo(before, transaction, state) },
    props: { decorations: (state) => key.getState(state)?.decorations },
    view: () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      return {
        update: (view, previous) => {
          if (view.state.doc !== previous.doc && key.getState(view.state)?.query) {
            clearTimeout(timer);
            timer = setTimeout(() => !view.isDestroyed && change(view, 'again'), restDelay);
          }
        },
        destroy: () => clearTimeout(timer),
      };
    },
  })],
});

export const readFind = (state: EditorState): FindState => key.getState(state) ?? nothing;

export const setQuery = (view: EditorView, query: Query | null): void => change(view, { query });

/** Goes to the next match, or with -1 to the one before, around the ends. */
export function stepFind(view: EditorView, by: 1 | -1): void {
  const { matches, current } = readFind(view.state);
  if (matches.length > 0) {
    change(view, { current: (current + by + matches.length) % matches.length });
  }
}

/** Replaces the match that is meant, and goes to the next. */
export function replaceCurrent(view: EditorView, by: string): void {
  const { query, matches, current } = freshFind(view);
  const match = matches[current];
  if (match && query) {
    const transaction = replace(view.state.tr, match, by);
    view.dispatch(transaction);
    const next = findMatches(view.state.doc, query);
    change(view, 'again');
    change(view, { current: matchFrom(next, match.from + by.length) });
  }
}

/** Replaces all matches in one step, which one undo takes back. Returns how many. */
export function replaceAll(view: EditorView, by: string): number {
  const { matches } = freshFind(view);
  if (matches.length > 0) {
    // From the end on, so that the places before stay where they are.
    view.dispatch(matches.reduceRight((transaction, match) => replace(transaction, match, by), view.state.tr));
    change(view, 'again');
  }
  return matches.length;
}

/** Ends looking, with the match selected. */
export function endFind(view: EditorView): void {
  const { matches, current } = readFind(view.state);
  const match = matches[current];
  const transaction = view.state.tr.setMeta(key, { query: null }).setMeta('addToHistory', false);
  if (match && match.to <= view.state.doc.content.size) {
    transaction.setSelection(TextSelection.create(transaction.doc, match.from, match.to));
  }
  view.dispatch(transaction);
}

/** What was found, looked for again if the document has changed since. */
function freshFind(view: EditorView): FindState {
  change(view, 'again');
  return readFind(view.state);
}

const replace = (transaction: Transaction, { from, to }: Match, by: string): Transaction =>
  by === '' ? transaction.delete(from, to) : transaction.insertText(by, from, to);

function change(view: EditorView, to: Change): void {
  view.dispatch(view.state.tr.setMeta(key, to).setMeta('addToHistory', false));
}

function applyTo(before: FindState, transaction: Transaction, { doc, selection }: EditorState): FindState {
  const to = transaction.getMeta(key) as Change | undefined;
  const { query } = before;
  if (to === undefined) {
    return transaction.docChanged && query
      ? { ...before, matches: mapMatches(before.matches, transaction), decorations: before.decorations.map(transaction.mapping, doc) }
      : before;
  }
  if (to === 'again') {
    const matches = query ? findMatches(doc, query) : [];
    const known = before.matches[before.current];
    return draw({ query, matches, current: matchFrom(matches, known?.from ?? 0) }, doc);
  }
  if ('current' in to) {
    return draw({ ...before, current: to.current }, doc);
  }
  if (!to.query) {
    return nothing;
  }
  const matches = findMatches(doc, to.query);
  const start = before.matches[before.current]?.from ?? selection.from;
  return draw({ query: to.query, matches, current: matchFrom(matches, start) }, doc);
}

function mapMatches(matches: readonly Match[], { mapping }: Transaction): readonly Match[] {
  return matches.map(({ from, to }) => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) })).filter(({ from, to }) => from < to);
}

function draw(state: Omit<FindState, 'decorations'>, doc: EditorState['doc']): FindState {
  const first = Math.max(0, Math.min(state.current - maxShown / 2, state.matches.length - maxShown));
  const decorations = state.matches.slice(first, first + maxShown).map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: first + index === state.current ? 'found current' : 'found' }));
  return { ...state, decorations: DecorationSet.create(doc, decorations) };
}
