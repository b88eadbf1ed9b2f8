import { loadablePage } from '../ui/loadable';
import { Opening } from './Opening';

/** A document's page. The home page does without all that documents are made of: it comes when it is first shown. */
export const LoadedEditorPage = loadablePage(async () => (await import('./EditorPage')).EditorPage, Opening);
