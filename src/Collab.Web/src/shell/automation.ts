import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { EditorView } from '@codemirror/view';
import type { Editor } from '@tiptap/core';
import type { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import type { EditorKind } from '../documents/kinds';
import type { Session } from '../session/session';

/**
 * The hook for browser tests and scripts: `window.collab` is there while an editor is open, and its `excalidraw` or
 * `editor` once that editor shows the document.
 */
export type Automation = {
  readonly kind: EditorKind;
  readonly name: string;
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Boards only. */
  excalidraw?: ExcalidrawImperativeAPI;
  /** Documents: Tiptap's editor. Texts: CodeMirror's view. */
  editor?: Editor | EditorView;
};

declare global {
  interface Window {
    collab?: Automation;
  }
}

/** Sets `window.collab` for a session. Returns how to take it away. */
export function exposeSession(session: Session): () => void {
  const { kind, name, doc, provider } = session;
  const hook: Automation = { kind, name, doc, provider };
  window.collab = hook;
  return () => {
    if (window.collab === hook) {
      delete window.collab;
    }
  };
}

/** Adds the editor of a session to `window.collab`. */
export function exposeEditor(session: Session, editor: Pick<Automation, 'excalidraw' | 'editor'>): void {
  if (window.collab?.doc === session.doc) {
    Object.assign(window.collab, editor);
  }
}
