import * as Y from 'yjs';
import { writeKind } from '../session/meta';
import type { Session } from '../session/session';
import { uploadFile, type UploadAnswer } from './fileClient';

/** How long an image waits for its document to be on the server, in milliseconds. */
export const documentPatience = 3_000;

/** Sessions whose documents the server has. */
const onServer = new WeakSet<object>();

/** Brings images of an open document to the server. */
export const uploadImage = (session: Session) => async (image: Blob): Promise<UploadAnswer> => {
  await whenOnServer(session);
  return uploadFile(session.name, image, session.request);
};

/**
 * Waits, though not for long, until the server has a document: only beside one does it keep images. At a new address there
 * is none before the first edit, and an image is one.
 */
export async function whenOnServer(
  session: Pick<Session, 'doc' | 'kind'> & {
    readonly access: Pick<Session['access'], 'right'>;
    readonly provider: Pick<Session['provider'], 'synced'>;
    readonly saving: Pick<Session['saving'], 'status' | 'subscribe'>;
  },
): Promise<void> {
  const { doc, saving } = session;
  if (onServer.has(session)) {
    return;
  }
  if (session.provider.synced && session.access.right === 'write') {
    writeKind(doc, session.kind);
  }
  const isThere = () => saving.status.state === 'saved' && Y.encodeStateVector(doc).length > 1;
  await new Promise<void>((resolve) => {
    const finish = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const check = () => {
      if (isThere()) {
        onServer.add(session);
        finish();
      }
    };
    const timer = setTimeout(finish, documentPatience);
    const stop = saving.subscribe(check);
    check();
  });
}
