import type * as Y from 'yjs';
import { parseLanguageId } from './languages';

const metaOf = (doc: Y.Doc) => doc.getMap<unknown>('meta');

/** The id of the language that a text is written in. */
export const readLanguageId = (doc: Y.Doc): string => parseLanguageId(metaOf(doc).get('language'));

export function writeLanguageId(doc: Y.Doc, id: string): void {
  if (id !== readLanguageId(doc)) {
    metaOf(doc).set('language', id);
  }
}
