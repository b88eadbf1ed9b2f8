import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** The copy of a document in this browser. */
export type LocalCopy = { readonly kept: 'device' | 'tab'; readonly persistence: IndexeddbPersistence | null };

/** Fills `doc` from this browser's copy and keeps it up to date; where IndexedDB is forbidden, edits live in the tab. */
export async function openLocalCopy(name: string, doc: Y.Doc): Promise<LocalCopy> {
  if (!(await canStore())) {
    return { kept: 'tab', persistence: null };
  }
  // The caller may have given up while we asked.
  if (doc.isDestroyed) {
    return { kept: 'tab', persistence: null };
  }
  const persistence = new IndexeddbPersistence(`collab:${name}`, doc);
  await Promise.race([persistence.whenSynced, new Promise((resolve) => doc.once('destroy', resolve))]);
  return { kept: 'device', persistence };
}

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
