import { Extension } from '@tiptap/core';
import { Plugin, type Selection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/**
 * Marks the blocks in which the selection begins and ends with the class `has-caret`: they are laid out even before the browser
 * has found that they are in sight.
 *
 * Other blocks have `content-visibility: auto` (content.css), and one that was just made has no layout until the next frame.
 * Chromium types into such a block all the same, but leaves the caret before what it has put in: of Enter and a word typed in
 * one frame the letters would be in the wrong order.
 */
export const CaretBlock = Extension.create({
  name: 'caretBlock',

  addProseMirrorPlugins() {
    return [new Plugin({ props: { decorations: ({ doc, selection }) => DecorationSet.create(doc, caretBlocks(selection)) } })];
  },
});

function caretBlocks({ $anchor, $head }: Selection): Decoration[] {
  const inside = [$anchor, $head].filter(({ depth }) => depth > 0);
  const ranges = new Map(inside.map((position) => [position.before(1), position.after(1)]));
  return [...ranges].map(([from, to]) => Decoration.node(from, to, { class: 'has-caret' }));
}
