import { Extension, type Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { CommentThread } from '../../comments/commentModel';
import { rangeOf, type Range } from '../binding/positions';
import { isFromDocument } from '../binding/sharedContent';
import { changedRange } from '../changedRange';
import { findQuote } from './findQuote';

type State = {
  readonly threads: readonly CommentThread[];
  /** Where each thread's words are now, by its id; those without are gone. */
  readonly ranges: ReadonlyMap<string, Range>;
  readonly active: string | null;
  /** What a new comment is being written on. */
  readonly draft: Range | null;
  readonly decorations: DecorationSet;
};

type Change = { readonly threads: readonly CommentThread[] } | { readonly active: string | null } | { readonly draft: Range | null } | 'search';

/** What the extension keeps: whom to tell of a click. */
export type CommentMarksStorage = { onClicked: (id: string) => void };

const key = new PluginKey<State>('commentMarks');

/** After this long without edits, threads whose words are gone are looked for by their quotes; in milliseconds. */
const searchDelay = 400;

const empty: State = { threads: [], ranges: new Map(), active: null, draft: null, decorations: DecorationSet.empty };

/**
 * Shows what comments are about, as decorations: nobody who comments writes into the content. While somebody types, the
 * ranges follow by mapping; their anchors are looked up anew only where others replaced blocks.
 */
export const CommentMarks = Extension.create<object, CommentMarksStorage>({
  name: 'commentMarks',

  addStorage: () => ({ onClicked: () => {} }),

  addProseMirrorPlugins() {
    const { storage } = this;
    return [new Plugin<State>({
      key,
      state: { init: () => empty, apply: (transaction, before, _old, state) => applyTo(before, transaction, state) },
      props: {
        decorations: (state) => key.getState(state)?.decorations,
        handleClick: (view, position) => {
          const id = threadAt(view.state, position);
          if (id !== null) {
            storage.onClicked(id);
          }
          return false;
        },
      },
      view: searchLater,
    })];
  },
});

/** Calls back with the thread whose words were clicked. Returns how to stop. */
export function onThreadClicked(editor: Editor, listener: (id: string) => void): () => void {
  editor.storage.commentMarks.onClicked = listener;
  return () => { editor.storage.commentMarks.onClicked = () => {}; };
}

export function setThreads(view: EditorView, threads: readonly CommentThread[]): void {
  dispatch(view, { threads: threads.filter(({ anchor }) => anchor.kind === 'text') });
}

export function setActiveThread(view: EditorView, active: string | null): void {
  if (key.getState(view.state)?.active !== active) {
    dispatch(view, { active });
  }
}

export const setDraft = (view: EditorView, draft: Range | null): void => dispatch(view, { draft });

export const draftRange = (state: EditorState): Range | null => key.getState(state)?.draft ?? null;

/** Where threads' words are now, by their ids. */
export const threadRanges = (state: EditorState): ReadonlyMap<string, Range> => key.getState(state)?.ranges ?? empty.ranges;

const dispatch = (view: EditorView, change: Change) =>
  view.dispatch(view.state.tr.setMeta(key, change).setMeta('addToHistory', false));

function applyTo(before: State, transaction: Transaction, state: EditorState): State {
  const change = transaction.getMeta(key) as Change | undefined;
  if (change === undefined && !transaction.docChanged) {
    return before;
  }
  let { threads, ranges, active, draft } = before;
  if (transaction.docChanged) {
    const replaced = isFromDocument(transaction) ? changedRange(transaction) : null;
    ranges = new Map(threads.flatMap((thread) => {
      const known = ranges.get(thread.id);
      const mapped = known ? mapRange(known, transaction) : null;
      const isTouched = replaced && (!known || !mapped || (mapped.from <= replaced.to && mapped.to >= replaced.from));
      const range = isTouched ? (lookUp(state, thread) ?? mapped) : mapped;
      return range ? [[thread.id, range] as const] : [];
    }));
    draft = draft && mapRange(draft, transaction);
  }
  if (change === 'search') {
    ranges = new Map([...ranges, ...searchGone(state.doc, threads, ranges)]);
  } else if (change && 'threads' in change) {
    threads = change.threads;
    ranges = new Map(threads.flatMap((thread) => {
      const range = lookUp(state, thread) ?? before.ranges.get(thread.id);
      return range ? [[thread.id, range] as const] : [];
    }));
  } else if (change && 'active' in change) {
    active = change.active;
  } else if (change) {
    draft = change.draft;
  }
  const next = { threads, ranges, active, draft };
  const isSame = change === undefined && sameRanges(before, next, transaction);
  return { ...next, decorations: isSame ? before.decorations.map(transaction.mapping, transaction.doc) : draw(next, state.doc) };
}

const lookUp = (state: EditorState, { anchor }: CommentThread): Range | null =>
  anchor.kind === 'text' ? rangeOf(state, anchor) : null;

function mapRange({ from, to }: Range, { mapping }: Transaction): Range | null {
  const start = mapping.map(from, 1);
  const end = mapping.map(to, -1);
  return start < end ? { from: start, to: end } : null;
}

/** Whether the ranges are just where mapping takes the decorations, so that these need not be made anew. */
function sameRanges(before: State, next: Omit<State, 'decorations'>, transaction: Transaction): boolean {
  return !isFromDocument(transaction) && before.ranges.size === next.ranges.size && (before.draft === null) === (next.draft === null);
}

function draw({ threads, ranges, active, draft }: Omit<State, 'decorations'>, doc: Node): DecorationSet {
  const decorations = threads.flatMap((thread) => {
    const range = ranges.get(thread.id);
    return range && (!thread.isResolved || thread.id === active)
      ? [Decoration.inline(range.from, range.to, { class: `comment-mark${thread.id === active ? ' active' : ''}`, 'data-thread': thread.id })]
      : [];
  });
  if (draft) {
    decorations.push(Decoration.inline(draft.from, draft.to, { class: 'comment-mark active' }));
  }
  return DecorationSet.create(doc, decorations);
}

/** The open thread with the fewest words at a place. */
function threadAt(state: EditorState, position: number): string | null {
  const { threads, ranges } = key.getState(state) ?? empty;
  const size = (thread: CommentThread) => (ranges.get(thread.id)?.to ?? 0) - (ranges.get(thread.id)?.from ?? 0);
  return threads
    .filter(({ id, isResolved }) => {
      const range = ranges.get(id);
      return !isResolved && range !== undefined && range.from <= position && position <= range.to;
    })
    .sort((a, b) => size(a) - size(b))[0]?.id ?? null;
}

function searchGone(doc: Node, threads: readonly CommentThread[], ranges: ReadonlyMap<string, Range>): readonly (readonly [string, Range])[] {
  return threads.flatMap(({ id, anchor }) => {
    const range = !ranges.has(id) && anchor.kind === 'text' ? findQuote(doc, anchor.quote) : null;
    return range ? [[id, range] as const] : [];
  });
}

function searchLater() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    update: (view: EditorView, previous: EditorState) => {
      const { threads, ranges } = key.getState(view.state) ?? empty;
      const isChanged = view.state.doc !== previous.doc || threads !== key.getState(previous)?.threads;
      if (isChanged && ranges.size < threads.length) {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const found = view.isDestroyed ? [] : searchGone(view.state.doc, threads, ranges);
          if (found.length > 0) {
            dispatch(view, 'search');
          }
        }, searchDelay);
      }
    },
    destroy: () => clearTimeout(timer),
  };
}
