import type { Node } from '@tiptap/pm/model';
import type { EditorState, Plugin, Selection } from '@tiptap/pm/state';
import {
  getRelativeSelection, updateYFragment, ySyncPluginKey, type ProsemirrorBinding,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';

type RelativeSelection = ReturnType<typeof getRelativeSelection>;

/** What y-tiptap's undo plugin keeps. */
type UndoState = { readonly undoManager: Y.UndoManager; readonly prevSel: unknown; readonly hasUndoOps: boolean; readonly hasRedoOps: boolean };

/**
 * Writes what is done in the editor into the shared content, for as little as was done. y-tiptap compares all blocks whenever the
 * editor draws, and counts a dozen times at each key through all of them to where the selection is: in a document of 12,000
 * paragraphs that is most of what a key costs.
 */
export class OwnEdits {
  /** The editor's document that stands for what the shared content holds now; null where that is not known. */
  private shown: Node | null = null;
  private isWriting = false;
  private lastSelection: { readonly doc: Node; readonly selection: Selection; readonly relative: RelativeSelection } | null = null;

  constructor(private readonly binding: ProsemirrorBinding) {
    const { mux, beforeAllTransactions } = binding;
    binding.mux = (run, otherwise) => mux(() => {
      this.isWriting = true;
      try {
        run();
      } finally {
        this.isWriting = false;
      }
    }, otherwise);
    // Of where the selection was before others wrote; while the editor itself writes nobody asks.
    binding.beforeAllTransactions = () => {
      if (!this.isWriting) {
        beforeAllTransactions();
      }
    };
    binding._prosemirrorChanged = (doc: Node) => this.write(doc);
  }

  /** The editor was made to show this document, which is all that the shared content holds: there is nothing to write. */
  show(doc: Node): void {
    this.shown = doc;
  }

  /** Has the undo plugin ask here for where the selection was. */
  serveUndo(plugin: Plugin): void {
    const state = plugin.spec.state as { apply: (...values: never[]) => UndoState };
    state.apply = (_transaction: unknown, { undoManager }: UndoState, before: EditorState) => ({
      undoManager,
      prevSel: this.relativeSelection(before),
      hasUndoOps: undoManager.undoStack.length > 0,
      hasRedoOps: undoManager.redoStack.length > 0,
    });
  }

  private write(doc: Node): void {
    const { shown, binding: { prosemirrorView: view } } = this;
    // Who may not write, does not: what a plugin adds to the editor's document would be refused by the server.
    if (doc === shown || !(view as { readonly editable: boolean } | null)?.editable) {
      return;
    }
    this.shown = null;
    this.binding.doc.transact(() => {
      if (!shown || !this.writeOneBlock(shown, doc)) {
        updateYFragment(this.binding.doc, this.binding.type, doc, this.binding);
      }
    }, ySyncPluginKey);
    this.shown = doc;
  }

  /** Writes the one block in which two documents differ, if that is all. */
  private writeOneBlock(before: Node, after: Node): boolean {
    const { doc, type, mapping } = this.binding;
    const count = after.childCount;
    if (before.childCount !== count || type.length !== count) {
      return false;
    }
    let at = 0;
    while (at < count && before.child(at) === after.child(at)) {
      at++;
    }
    let end = count - 1;
    while (end > at && before.child(end) === after.child(end)) {
      end--;
    }
    const block = end === at ? type.get(at) as unknown : null;
    const node = after.maybeChild(at);
    if (!(block instanceof Y.XmlElement) || !node || block.nodeName !== node.type.name || mapping.get(block) !== before.child(at)) {
      return false;
    }
    mapping.set(type as never, after);
    updateYFragment(doc, block, node, this.binding);
    return true;
  }

  /** As y-tiptap has it; counted once, if neither the document nor the selection is another. */
  private relativeSelection(state: EditorState): RelativeSelection {
    const { doc, selection } = state;
    const last = this.lastSelection;
    if (last && last.doc === doc && last.selection.eq(selection)) {
      return last.relative;
    }
    const relative = getRelativeSelection(this.binding, state);
    // What is not written yet has its place only then.
    this.lastSelection = doc === this.shown ? { doc, selection, relative } : null;
    return relative;
  }
}
