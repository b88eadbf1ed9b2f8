import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, type Selection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/**
 * Marks what the caret is in with the class `undirected`, as long as it has no letters: its words are to begin where those of the
 * app's language do (content.css). The browser has all that has no direction of its own begin at the left.
 */
export const Undirected = Extension.create({
  name: 'undirected',

  addProseMirrorPlugins() {
    return [new Plugin({ props: { decorations: ({ doc, selection }) => DecorationSet.create(doc, undirectedBlocks(selection)) } })];
  },
});

function undirectedBlocks({ $head }: Selection): Decoration[] {
  const blocks: Decoration[] = [];
  for (let depth = $head.depth; depth > 0 && !hasLetters($head.node(depth)); depth--) {
    blocks.push(Decoration.node($head.before(depth), $head.after(depth), { class: 'undirected' }));
  }
  return blocks;
}

const hasLetters = (node: Node): boolean => /\p{L}/u.test(node.textContent);
