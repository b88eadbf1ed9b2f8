import { navigate } from '../app/navigation';
import { editorPath } from '../app/route';
import { ApiError, changeDocument, createDocument, deleteDocument, problemOf, uploadContent, type DocumentEntry } from '../documents/api';
import type { EditorKind } from '../documents/kinds';
import { translate } from '../i18n';
import { showToast } from '../ui/notices';

/** A document that is to be made with something in it. */
export type Filled = {
  readonly kind: EditorKind;
  readonly title: string;
  readonly folder: string;
  /** Yjs's encoding of the content, without kind and title. */
  readonly update: Uint8Array<ArrayBuffer>;
};

/**
 * Makes an empty document in a folder ('' for none), and opens it. While the server is away it is made on this device, and
 * `onMadeHere` is told. What fails is told in a notice.
 */
export async function makeAndOpen(kind: EditorKind, folder: string, onMadeHere: (entry: DocumentEntry) => void = () => {}): Promise<void> {
  await tell(async () => {
    const made = await createDocument({ kind, folder }).catch(async (error: unknown) => {
      if (!(error instanceof ApiError) || !error.isUnreachable) {
        throw error;
      }
      const here = await makeHere(kind, error);
      onMadeHere(here);
      return here;
    });
    navigate(editorPath(kind, made.name));
  });
}

/** Throws why the server did not make it where this device cannot either. */
async function makeHere(kind: EditorKind, why: ApiError): Promise<DocumentEntry> {
  try {
    const { createHere } = await import('../documents/createHere');
    return await createHere(kind, Date.now());
  } catch {
    throw why;
  }
}

/** Makes a document with something in it, and opens it. What fails is told. */
export async function fillAndOpen(make: () => Promise<Filled>): Promise<void> {
  await tell(async () => {
    const filled = await make();
    const made = await makeFilled(filled);
    navigate(editorPath(filled.kind, made.name));
  });
}

/** Makes a document with something in it; if that cannot be brought to the server there is none. */
export async function makeFilled({ kind, title, folder, update }: Filled): Promise<DocumentEntry> {
  const made = await createDocument({ kind, title, folder });
  try {
    await uploadContent(made.name, update);
    return made;
  } catch (error) {
    await discard(made.name);
    throw error;
  }
}

/** Takes back what was just made and could not be filled. */
export async function discard(name: string): Promise<void> {
  try {
    await changeDocument(name, { trashed: true });
    await deleteDocument(name);
  } catch {
    // What went wrong before is told; an empty document may be left.
  }
}

async function tell(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    showToast(translate('home.notMade', { problem: problemOf(error) }));
  }
}
