import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';

/** A heading of the outline; `at` is where it is in the document. */
export type OutlineHeading = { readonly at: number; readonly level: number; readonly text: string };

type State = { readonly headings: readonly OutlineHeading[]; readonly words: number };

const key = new PluginKey<State>('outline');

/** Headings and words of a block; blocks that did not change are the same objects, so each is read once. */
type Reading = { readonly headings: readonly OutlineHeading[]; readonly words: number };

/**
 * Knows the headings and the number of words, for little at each key: what was read of a block is kept with the block, and
 * summed up only when the document has come to rest.
 */
export const Headings = Extension.create({
  name: 'headings',

  addProseMirrorPlugins: () => [new Plugin<State>({
    key,
    state: {
      init: (_config, state) => read(state.doc),
      apply: (transaction, before) => (transaction.getMeta(key) === 'read' ? read(transaction.doc) : before),
    },
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const readSoon = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (!view.isDestroyed) {
            view.dispatch(view.state.tr.setMeta(key, 'read').setMeta('addToHistory', false));
          }
        }, restDelay);
      };
      // The shared content may have come before this was there to see it.
      readSoon();
      return {
        update: (_view, previous) => {
          if (view.state.doc !== previous.doc) {
            readSoon();
          }
        },
        destroy: () => clearTimeout(timer),
      };
    },
  })],
});

/** How long nothing was edited before they are counted, in milliseconds. */
const restDelay = 250;

export const readOutline = (state: EditorState): readonly OutlineHeading[] => key.getState(state)?.headings ?? [];
export const countWords = (state: EditorState): number => key.getState(state)?.words ?? 0;

const readings = new WeakMap<Node, Reading>();

function read(doc: Node): State {
  const headings: OutlineHeading[] = [];
  let words = 0;
  doc.forEach((block, offset) => {
    const reading = readBlock(block);
    words += reading.words;
    reading.headings.forEach((heading) => headings.push({ ...heading, at: heading.at + offset }));
  });
  return { headings, words };
}

function readBlock(block: Node): Reading {
  const known = readings.get(block);
  if (known) {
    return known;
  }
  const headings: OutlineHeading[] = [];
  let words = 0;
  const visit = (node: Node, at: number): boolean => {
    if (!node.isTextblock) {
      return true;
    }
    const text = node.textBetween(0, node.content.size, undefined, ' ');
    words += wordsOf(text);
    if (node.type.name === 'heading' && text.trim() !== '') {
      headings.push({ at, level: Number(node.attrs['level']), text: text.trim().slice(0, 200) });
    }
    return false;
  };
  if (visit(block, 0)) {
    block.descendants((node, at) => visit(node, at + 1));
  }
  const reading = { headings, words };
  readings.set(block, reading);
  return reading;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words as people count them, also in languages that do not part them by blanks. */
export function wordsOf(text: string): number {
  // Blanks part the words of most languages, and that is a hundred times faster.
  if (!/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/.test(text)) {
    return text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  }
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) {
    count += isWordLike ? 1 : 0;
  }
  return count;
}
