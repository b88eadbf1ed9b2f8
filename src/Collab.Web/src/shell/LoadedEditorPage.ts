import { loadable } from '../ui/loadable';
import { Opening } from './Opening';

/** A document's page. The home page does without all that documents are made of: it comes when it is first shown. */
export const LoadedEditorPage = loadable(async () => (await import('./EditorPage')).EditorPage, Opening);
