import type { ComponentType } from 'react';
import type { EditorKind } from '../documents/kinds';
import type { Session } from '../session/session';

/** What shows and edits a document of one kind. */
export type EditorComponent = ComponentType<{ readonly session: Session }>;

const loaders: Record<EditorKind, () => Promise<EditorComponent>> = {
  board: async () => (await import('../board/BoardEditor')).BoardEditor,
  page: async () => (await import('../page/PageEditor')).PageEditor,
  text: async () => (await import('../text/TextEditor')).TextEditor,
};

/** Loads an editor; asked for again it is there. What fails is told by whoever shows it. */
export async function loadEditor(kind: EditorKind): Promise<void> {
  await loaders[kind]().catch(() => {});
}

export const loadEditorComponent = (kind: EditorKind): Promise<EditorComponent> => loaders[kind]();
