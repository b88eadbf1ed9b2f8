import { encodeName } from '../../app/route';
import type { Session } from '../../session/session';

/** What became of an image. `later`: the server could not be reached; `refused`: it will never take this one. */
export type Outcome = 'kept' | 'refused' | 'later';

/** Gives the server an image of a document. */
export async function sendImage(session: Session, blob: Blob): Promise<Outcome> {
  try {
    const response = await fetch(`/api/files/${encodeName(session.name)}`, {
      method: 'POST', body: blob, headers: { 'Content-Type': blob.type },
    });
    return response.ok ? 'kept' : response.status >= 500 || response.status === 429 ? 'later' : 'refused';
  } catch {
    return 'later';
  }
}
