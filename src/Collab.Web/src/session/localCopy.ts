import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import type { Kept } from './status';

/** The copy of a document in this browser. */
export type LocalCopy = { readonly kept: Kept; readonly persistence: IndexeddbPersistence | null };

/**
 * Fills `doc` from this browser's copy and keeps it up to date; where IndexedDB is forbidden, edits live in the tab.
 *
 * @param lost is called when the copy can no longer be kept: no room, or the browser took it away.
 */
export async function openLocalCopy(name: string, doc: Y.Doc, lost: () => void): Promise<LocalCopy> {
  if (!(await canStore())) {
    return { kept: 'tab', persistence: null };
  }
  // The caller may have given up while we asked.
  if (doc.isDestroyed) {
    return { kept: 'tab', persistence: null };
  }
  const persistence = new IndexeddbPersistence(`collab:${name}`, doc);
  await Promise.race([persistence.whenSynced, new Promise((resolve) => doc.once('destroy', resolve))]);
  // Failed writes bubble from their transaction to the database; y-indexeddb looks at none of them.
  for (const event of ['abort', 'error', 'close', 'versionchange']) {
    persistence.db?.addEventListener(event, lost);
  }
  return { kept: 'device', persistence };
}

/** Whether an update with this origin was read from the copy in this browser. */
export const isLocalCopy = (origin: unknown): boolean => origin instanceof IndexeddbPersistence;

// y-indexeddb leaves a rejected promise behind where opening fails, so that is found out first.
let answer: Promise<boolean> | null = null;
function canStore(): Promise<boolean> {
  answer ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open('collab-probe');
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
  return answer;
}
