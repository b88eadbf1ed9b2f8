import type { Attrs, NodeType, ResolvedPos } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { insertPoint } from '@tiptap/pm/transform';
import type { Range } from '../binding/positions';

/** What is selected, for an image to take its place. Never several cells of a table: they would leave it. */
export function selectedRange({ selection }: EditorState): Range {
  const { ranges, from, to, head } = selection;
  return ranges.length === 1 ? { from, to } : { from: head, to: head };
}

/**
 * Puts an image in as a block of its own: instead of a range, or between the words there. A caret that was there comes to
 * stand behind it, where there is something to write in: what is typed next never takes the image's place.
 * @returns The edit, and where one more image would follow.
 */
export function placeImage(state: EditorState, { from, to }: Range, attributes: Attrs): { transaction: Transaction; next: Range } {
  const transaction = state.tr;
  const isCaretThere = state.selection.from === from && state.selection.to === to;
  if (from < to) {
    transaction.deleteRange(from, to);
  }
  const at = transaction.doc.resolve(transaction.mapping.map(from));
  const image = state.schema.nodes['image']!.create(attributes);
  const gap = makeGap(transaction, at, image.type);
  transaction.insert(gap, image);

  const behind = transaction.doc.resolve(gap + image.nodeSize);
  if (!isCaretThere) {
    return { transaction, next: { from: behind.pos, to: behind.pos } };
  }
  const isWordless = behind.nodeAfter?.isTextblock === true && behind.nodeAfter.content.size === 0;
  const isBeforeRest = at.parent.isTextblock && at.parentOffset < at.parent.content.size && gap !== at.after();
  if (!isWordless && !isBeforeRest) {
    transaction.insert(behind.pos, state.schema.nodes['paragraph']!.create());
  }
  const caret = behind.pos + 1;
  transaction.setSelection(TextSelection.create(transaction.doc, caret)).scrollIntoView();
  return { transaction, next: { from: caret, to: caret } };
}

/** A place between blocks: there, before or behind the block that is there, or between its halves. */
function makeGap(transaction: Transaction, at: ResolvedPos, image: NodeType): number {
  const { parent, parentOffset, depth } = at;
  const fits = (level: number, index: number) => at.node(level).canReplaceWith(index, index, image);
  if (!parent.isTextblock) {
    return fits(depth, at.index()) ? at.pos : insertPoint(transaction.doc, at.pos, image) ?? transaction.doc.content.size;
  }
  const index = at.index(depth - 1);
  if (parentOffset === 0 && fits(depth - 1, index)) {
    return at.before();
  }
  if (!fits(depth - 1, index + 1)) {
    return insertPoint(transaction.doc, at.pos, image) ?? transaction.doc.content.size;
  }
  if (parentOffset === parent.content.size || parent.type.spec.code) {
    return at.after();
  }
  transaction.split(at.pos);
  return at.pos + 1;
}
