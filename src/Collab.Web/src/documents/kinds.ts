/** What the app can open. A "page" is called document in the interface, as people do. */
export type EditorKind = 'board' | 'page' | 'text';

export const editorKinds: readonly EditorKind[] = ['board', 'page', 'text'];

/** How each kind is spoken of. */
export const kindWords: Record<EditorKind, { readonly noun: string; readonly untitled: string; readonly make: string }> = {
  board: { noun: 'Board', untitled: 'Untitled board', make: 'Draw and sketch ideas on an endless canvas' },
  page: { noun: 'Document', untitled: 'Untitled document', make: 'Write with headings, lists, tasks and tables' },
  text: { noun: 'Text', untitled: 'Untitled text', make: 'Plain text or Markdown, nothing in between' },
};

export function isEditorKind(value: unknown): value is EditorKind {
  return editorKinds.some((kind) => kind === value);
}

/** What stands where a title would, if it is empty. */
export function displayTitle(kind: EditorKind | 'other', title: string): string {
  return title.trim() || (kind === 'other' ? 'Untitled' : kindWords[kind].untitled);
}
