import type { IndexeddbPersistence } from 'y-indexeddb';

const prefix = 'unsaved ';

/** Where marks are written: beside the copy of the document, see {@link marksIn}. */
export type Marks = {
  readonly set: (key: string, changes: number) => void;
  readonly remove: (key: string) => void;
};

/** A mark that was found: how many changes it stands for, as the visit that left it told. */
export type FoundMark = { readonly key: string; readonly changes: number };

/**
 * A mark in this browser's copy of a document that it holds edits which the server has not confirmed, so that the next visit
 * knows. Each replica has a mark of its own, and tabs do not take away each other's; what earlier visits left is taken away
 * when the server has confirmed all that this one read from the copy.
 */
export class UnsavedMark {
  private readonly key: string;
  /** Null while there is none. */
  private marked: number | null = null;

  /** @param leftovers the marks that were there when the copy had been read. */
  constructor(private readonly marks: Marks, clientId: number, private leftovers: readonly FoundMark[]) {
    this.key = `${prefix}${clientId}`;
  }

  /** @param changes how many are unsaved, those that were found included. */
  update(isUnsaved: boolean, changes: number): void {
    if (isUnsaved) {
      // What was found stands in its own marks.
      const own = Math.max(1, changes - this.leftovers.reduce((sum, found) => sum + found.changes, 0));
      if (own !== this.marked) {
        this.marks.set(this.key, own);
      }
      this.marked = own;
    } else {
      if (this.marked !== null) {
        this.marks.remove(this.key);
      }
      this.marked = null;
      this.leftovers.forEach(({ key }) => this.marks.remove(key));
      this.leftovers = [];
    }
  }
}

export function marksIn(persistence: IndexeddbPersistence): Marks {
  // A copy that is closed, or was taken away by the browser, has no next visit to tell anything.
  const ignore = () => {};
  return {
    set: (key, changes) => void persistence.set(key, changes).catch(ignore),
    remove: (key) => void persistence.del(key).catch(ignore),
  };
}

/** The marks that earlier visits, or other tabs, have left. None if the copy cannot be asked. */
export function findMarks({ db }: IndexeddbPersistence): Promise<readonly FoundMark[]> {
  return new Promise((resolve) => {
    const found: FoundMark[] = [];
    try {
      const request = db?.transaction('custom').objectStore('custom').openCursor();
      if (!request) {
        resolve(found);
        return;
      }
      request.onerror = () => resolve(found);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) {
          resolve(found);
          return;
        }
        const { key, value } = cursor as { readonly key: IDBValidKey; readonly value: unknown };
        if (typeof key === 'string' && key.startsWith(prefix)) {
          found.push({ key, changes: typeof value === 'number' && value >= 1 ? Math.floor(value) : 1 });
        }
        cursor.continue();
      };
    } catch {
      // Closed meanwhile.
      resolve(found);
    }
  });
}
