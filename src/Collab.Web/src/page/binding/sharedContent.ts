import { Collaboration } from '@tiptap/extension-collaboration';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { AllSelection, NodeSelection, Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import {
  relativePositionToAbsolutePosition, ySyncPluginKey, yUndoPluginKey, type ProsemirrorBinding,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { NodeReader, type NodeMapping } from './nodeReader';
import { OwnEdits } from './ownEdits';

/**
 * Collaboration, but with an own way of taking in what others do. What is done here is written by y-tiptap, where it was done ({@link OwnEdits}).
 *
 * y-tiptap makes the whole document anew at each key of another person and replaces all of it: at 100 pages that is felt, and
 * every decoration is lost with it. Here only blocks that changed are read and replaced; the rest are the same nodes, so
 * that decorations and the selection stay by mapping. And nothing is deleted for not being understood ({@link NodeReader}).
 */
export const SharedContent = Collaboration.extend({
  addProseMirrorPlugins() {
    const plugins = this.parent?.() ?? [];
    const sync = plugins.find((plugin) => plugin.spec.key === ySyncPluginKey);
    const undo = plugins.find((plugin) => plugin.spec.key === yUndoPluginKey);
    if (sync && undo) {
      const binding = bindingOf(sync);
      const own = new OwnEdits(binding);
      own.serveUndo(undo);
      readOwnWay(binding, own);
    }
    // Behind that of undo, so that what it does with the caret has been done.
    return [...plugins, new Plugin({ view: followUndo })];
  },
});

/** Whether a transaction brings what others did, or an undo, rather than what was done here. */
export function isFromDocument(transaction: Transaction): boolean {
  return (transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true;
}

function followUndo(view: EditorView) {
  const { undoManager } = yUndoPluginKey.getState(view.state) as { undoManager: Y.UndoManager };
  const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding };
  const show = () => showUndone(view, binding);
  undoManager.on('stack-item-popped', show);
  return { destroy: () => undoManager.off('stack-item-popped', show) };
}

/** The binding is made with the plugin, before there is a view. */
function bindingOf(plugin: Plugin): ProsemirrorBinding {
  const init = plugin.spec.state?.init as () => { binding: ProsemirrorBinding };
  return init().binding;
}

function readOwnWay(binding: ProsemirrorBinding, own: OwnEdits): void {
  const mapping = binding.mapping as NodeMapping;
  let reader: NodeReader | null = null;
  const viewOf = () => binding.prosemirrorView as EditorView | null;
  const readBlocks = (view: EditorView) => (reader ??= new NodeReader(view.state.schema, mapping)).readBlocks(binding.type);

  binding._forceRerender = () => {
    const view = viewOf();
    if (view) {
      mapping.clear();
      binding.mux(() => {
        const transaction = newTransaction(view.state);
        replaceChanged(transaction, readBlocks(view));
        own.show(transaction.doc);
        view.dispatch(transaction.setMeta(ySyncPluginKey, { isChangeOrigin: true, binding }));
      });
    }
  };

  binding._observeFunction = (_events: unknown, change: Y.Transaction) => binding.mux(() => {
    const view = viewOf();
    if (!view) {
      return;
    }
    forgetChanged(mapping, change);
    const transaction = newTransaction(view.state);
    const isUndo = change.origin instanceof Y.UndoManager;
    const replaced = replaceChanged(transaction, readBlocks(view));
    own.show(transaction.doc);
    if (replaced && isSelectionIn(view.state, replaced)) {
      restoreSelection(transaction, binding);
    }
    transaction.setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation: isUndo });
    if (binding.beforeTransactionSelection !== null && binding._isLocalCursorInView()) {
      transaction.scrollIntoView();
    }
    view.dispatch(transaction);
  });
}

const newTransaction = (state: EditorState) => state.tr.setMeta('addToHistory', false);

function forgetChanged(mapping: NodeMapping, change: Y.Transaction): void {
  change.changed.forEach((_keys, type) => mapping.delete(type));
  change.changedParentTypes.forEach((_events, type) => mapping.delete(type));
  Y.iterateDeletedStructs(change, change.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
      mapping.delete(struct.content.type);
    }
  });
}

type Range = { readonly from: number; readonly to: number };

/** Replaces the blocks that are not the same nodes as before. Null if all are. */
function replaceChanged(transaction: Transaction, blocks: readonly Node[]): Range | null {
  const { doc } = transaction;
  const shorter = Math.min(doc.childCount, blocks.length);
  let same = 0;
  let from = 0;
  while (same < shorter && doc.child(same) === blocks[same]) {
    from += doc.child(same++).nodeSize;
  }
  if (same === doc.childCount && same === blocks.length) {
    return null;
  }
  let sameAtEnd = 0;
  let to = doc.content.size;
  while (sameAtEnd < shorter - same && doc.child(doc.childCount - sameAtEnd - 1) === blocks[blocks.length - sameAtEnd - 1]) {
    to -= doc.child(doc.childCount - ++sameAtEnd).nodeSize;
  }
  const changed = Fragment.fromArray(blocks.slice(same, blocks.length - sameAtEnd));
  transaction.replace(from, to, new Slice(changed, 0, 0));
  return { from, to };
}

const isSelectionIn = ({ selection }: EditorState, { from, to }: Range) => selection.from <= to && selection.to >= from;

/** Puts the selection next to the same items as before, if they are still there; else it stays where mapping put it. */
function restoreSelection(transaction: Transaction, binding: ProsemirrorBinding): void {
  const before = binding.beforeTransactionSelection as {
    type: unknown; anchor: Y.RelativePosition | null; head: Y.RelativePosition | null;
  } | null;
  const { doc } = transaction;
  const place = (position: Y.RelativePosition | null | undefined) => {
    const found = position ? relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping) : null;
    return found === null ? null : Math.min(found, doc.content.size);
  };
  const [anchor, head] = [place(before?.anchor), place(before?.head)];
  const [start, end] = [anchor ?? head, head ?? anchor];
  if (start === null || end === null) {
    return;
  }
  if (before?.type === 'all') {
    transaction.setSelection(new AllSelection(doc));
  } else if (before?.type === 'node') {
    const node = doc.resolve(start).nodeAfter;
    if (node && NodeSelection.isSelectable(node)) {
      transaction.setSelection(NodeSelection.create(doc, start));
    }
  } else if (before?.type === 'text') {
    transaction.setSelection(TextSelection.between(doc.resolve(start), doc.resolve(end)));
  }
}

/** After an undo: puts the caret where it was when that was done. y-tiptap keeps the place, for the next edit of others. */
function showUndone(view: EditorView, binding: ProsemirrorBinding): void {
  const transaction = view.state.tr;
  restoreSelection(transaction, binding);
  (binding as { beforeTransactionSelection: unknown }).beforeTransactionSelection = null;
  view.dispatch(transaction.setMeta('addToHistory', false).scrollIntoView());
}
