import { translate } from '../i18n';

/** What the app can open. A "page" is called document in the interface, as people do. */
export type EditorKind = 'board' | 'page' | 'text';

export const editorKinds: readonly EditorKind[] = ['board', 'page', 'text'];

export function isEditorKind(value: unknown): value is EditorKind {
  return editorKinds.some((kind) => kind === value);
}

const nouns = { board: 'home.board', page: 'home.page', text: 'home.text', other: 'home.other' } as const;

const untitled = {
  board: 'home.untitledBoard', page: 'home.untitledPage', text: 'home.untitledText', other: 'home.untitled',
} as const;

/** What a kind is called, in the language shown. */
export const kindNoun = (kind: EditorKind | 'other'): string => translate(nouns[kind]);

/** What stands where a title would, if it is empty; in the language shown. */
export function displayTitle(kind: EditorKind | 'other', title: string): string {
  return title.trim() || translate(untitled[kind]);
}
