import type { Node, ResolvedPos } from '@tiptap/pm/model';
import { NodeSelection, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';

/** A block that can be moved, copied and deleted as one: of the document, or an item of a list. */
export type Block = { readonly node: Node; readonly from: number; readonly to: number };

const itemNames = new Set(['listItem', 'taskItem']);

/** The block that a place is in: the item of the innermost list, else the one of the document. Null between blocks. */
export function blockAt(doc: Node, position: number): Block | null {
  const $at = doc.resolve(Math.max(0, Math.min(position, doc.content.size)));
  for (let depth = $at.depth; depth > 1; depth--) {
    if (itemNames.has($at.node(depth).type.name)) {
      return ofDepth($at, depth);
    }
  }
  if ($at.depth > 0) {
    return ofDepth($at, 1);
  }
  const node = $at.nodeAfter;
  return node ? { node, from: $at.pos, to: $at.pos + node.nodeSize } : null;
}

/** Moves a block past the one before or after it. Null if there is none. */
export function moveBlock(state: EditorState, block: Block, by: -1 | 1): Transaction | null {
  const $from = state.doc.resolve(block.from);
  const index = $from.index();
  const other = index + by;
  if (other < 0 || other >= $from.parent.childCount) {
    return null;
  }
  const neighbour = $from.parent.child(other);
  const transaction = state.tr;
  // The neighbour moves, not the block: the caret, and others', stay where they are in it.
  if (by < 0) {
    transaction.insert(block.to, neighbour).delete(block.from - neighbour.nodeSize, block.from);
  } else {
    transaction.delete(block.to, block.to + neighbour.nodeSize).insert(block.from, neighbour);
  }
  return transaction.scrollIntoView();
}

export function duplicateBlock(state: EditorState, block: Block): Transaction {
  const transaction = state.tr.insert(block.to, block.node);
  return transaction.setSelection(Selection.near(transaction.doc.resolve(block.to + 1))).scrollIntoView();
}

/** Deletes a block; of a list or box that has no other, all of that. */
export function deleteBlock(state: EditorState, block: Block): Transaction {
  const $from = state.doc.resolve(block.from);
  let { from, to } = block;
  for (let depth = $from.depth; depth > 0 && $from.node(depth).childCount === 1; depth--) {
    from = $from.before(depth);
    to = $from.after(depth);
  }
  const transaction = state.tr;
  if (to - from === state.doc.content.size) {
    // A document has at least one block.
    return transaction.replaceWith(from, to, state.schema.nodes['paragraph']!.create());
  }
  transaction.delete(from, to);
  return transaction.setSelection(Selection.near(transaction.doc.resolve(Math.min(from, transaction.doc.content.size)), -1));
}

/** Adds an empty paragraph below, with the caret in it; below an item of a list, another item. */
export function insertBelow(state: EditorState, block: Block): Transaction {
  const { schema } = state;
  const added = itemNames.has(block.node.type.name) ? block.node.type.createAndFill()! : schema.nodes['paragraph']!.create();
  const transaction = state.tr.insert(block.to, added);
  return transaction.setSelection(TextSelection.near(transaction.doc.resolve(block.to + 1))).scrollIntoView();
}

/** Selects a block as a whole, as for dragging; null if it cannot be. */
export function selectBlock(state: EditorState, block: Block): NodeSelection | null {
  return NodeSelection.isSelectable(block.node) ? NodeSelection.create(state.doc, block.from) : null;
}

function ofDepth($at: ResolvedPos, depth: number): Block {
  return { node: $at.node(depth), from: $at.before(depth), to: $at.after(depth) };
}
