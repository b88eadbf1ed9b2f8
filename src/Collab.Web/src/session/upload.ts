import * as Y from 'yjs';
import { encodeName } from '../app/route';

/** What became of an upload. What is `refused` would be refused again; `unreachable` may heal. */
export type UploadOutcome = 'stored' | 'refused' | 'unreachable';

/** Milliseconds between two attempts, the last one for all that follow. */
export const uploadPauses = [2_000, 4_000, 8_000, 16_000] as const;

/**
 * Brings all that a document holds to the server over HTTP, which takes more at once than a connection does. `stored` means
 * on disk.
 */
export async function uploadDocument(name: string, doc: Y.Doc, headers: Readonly<Record<string, string>> = {}): Promise<UploadOutcome> {
  try {
    const response = await fetch(`/sync/${encodeName(name)}`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/octet-stream' },
      body: Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>,
    });
    if (response.ok) {
      return 'stored';
    }
    return response.status >= 500 ? 'unreachable' : 'refused';
  } catch {
    return 'unreachable';
  }
}

/** Tries until the server has answered, or nobody is interested any more. */
export async function uploadUntilAnswered(
  upload: () => Promise<UploadOutcome>, isOver: () => boolean,
): Promise<UploadOutcome> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await upload();
    if (outcome !== 'unreachable' || isOver()) {
      return outcome;
    }
    await new Promise((resolve) => setTimeout(resolve, uploadPauses[Math.min(attempt, uploadPauses.length - 1)]));
    if (isOver()) {
      return outcome;
    }
  }
}
