import type { IndexeddbPersistence } from 'y-indexeddb';

const prefix = 'unsaved ';

/** Where marks are written: beside the copy of the document, see {@link marksIn}. */
export type Marks = {
  readonly set: (key: string) => void;
  readonly remove: (key: string) => void;
};

/**
 * A mark in this browser's copy of a document that it holds edits which the server has not confirmed, so that the next visit
 * knows. Each replica has a mark of its own, and tabs do not take away each other's; what earlier visits left is taken away
 * when the server has confirmed all that this one read from the copy.
 */
export class UnsavedMark {
  private readonly key: string;
  private isSet = false;

  /** @param leftovers the marks that were there when the copy had been read. */
  constructor(private readonly marks: Marks, clientId: number, private leftovers: readonly string[]) {
    this.key = `${prefix}${clientId}`;
  }

  update(isUnsaved: boolean): void {
    if (isUnsaved !== this.isSet) {
      this.isSet = isUnsaved;
      this.marks[isUnsaved ? 'set' : 'remove'](this.key);
    }
    if (!isUnsaved) {
      this.leftovers.forEach(this.marks.remove);
      this.leftovers = [];
    }
  }
}

export function marksIn(persistence: IndexeddbPersistence): Marks {
  // A copy that is closed, or was taken away by the browser, has no next visit to tell anything.
  const ignore = () => {};
  return {
    set: (key) => void persistence.set(key, 1).catch(ignore),
    remove: (key) => void persistence.del(key).catch(ignore),
  };
}

/** The marks that earlier visits, or other tabs, have left. None if the copy cannot be asked. */
export function findMarks({ db }: IndexeddbPersistence): Promise<readonly string[]> {
  return new Promise((resolve) => {
    try {
      const request = db?.transaction('custom').objectStore('custom').getAllKeys();
      if (!request) {
        resolve([]);
        return;
      }
      request.onsuccess = () => resolve(request.result.filter((key) => typeof key === 'string' && key.startsWith(prefix)) as string[]);
      request.onerror = () => resolve([]);
    } catch {
      // Closed meanwhile.
      resolve([]);
    }
  });
}
