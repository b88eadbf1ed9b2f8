import type * as Y from 'yjs';
import { isEditorKind, type EditorKind } from '../documents/kinds';

/** The longest title, in UTF-16 units. */
export const maxTitleLength = 200;

/** The root map that every kind of document has; the server's catalogue mirrors it. */
const metaOf = (doc: Y.Doc) => doc.getMap<unknown>('meta');

export function readTitle(doc: Y.Doc): string {
  const title = metaOf(doc).get('title');
  return typeof title === 'string' ? title : '';
}

export function writeTitle(doc: Y.Doc, title: string): void {
  const line = title.replace(/\s+/g, ' ').slice(0, maxTitleLength);
  if (line !== readTitle(doc)) {
    metaOf(doc).set('title', line);
  }
}

/** The kind that the document says it is; null if it does not say, or says one that this app does not know. */
export function readKind(doc: Y.Doc): EditorKind | null {
  const kind = metaOf(doc).get('kind');
  return isEditorKind(kind) ? kind : null;
}

/** Says what kind a document is that does not say so. */
export function writeKind(doc: Y.Doc, kind: EditorKind): void {
  if (!metaOf(doc).has('kind')) {
    metaOf(doc).set('kind', kind);
  }
}

/** Calls back at every change of the title or kind. Returns how to stop. */
export function observeMeta(doc: Y.Doc, changed: () => void): () => void {
  metaOf(doc).observe(changed);
  return () => metaOf(doc).unobserve(changed);
}

/**
 * Gives a document without a kind the one of its editor, when the first edit is made here. One that is only looked at
 * stays as it is, and so does one that the server has not sent yet: it may have a kind.
 */
export function claimKind(doc: Y.Doc, kind: EditorKind, isSynced: () => boolean): () => void {
  const claim = (transaction: Y.Transaction) => {
    if (transaction.local && transaction.changed.size > 0 && isSynced()) {
      writeKind(doc, kind);
    }
  };
  doc.on('afterTransaction', claim);
  return () => doc.off('afterTransaction', claim);
}
