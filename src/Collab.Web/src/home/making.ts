import { editorPath } from '../app/route';
import { navigate } from '../app/navigation';
import { createDocument, problemOf } from '../documents/api';
import type { EditorKind } from '../documents/kinds';
import { translate } from '../i18n';
import { showToast } from '../ui/notices';

/** Makes an empty document in a folder ('' for none), and opens it. What fails is told. */
export async function makeAndOpen(kind: EditorKind, folder: string): Promise<void> {
  try {
    const made = await createDocument({ kind, ...(folder !== '' && { folder }) });
    navigate(editorPath(kind, made.name));
  } catch (error) {
    showToast(translate('home.notMade', { problem: problemOf(error) }));
  }
}
