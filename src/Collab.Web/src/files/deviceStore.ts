/** The stores of this browser's database for what is not in a document. */
type StoreName = 'waiting' | 'library';

const databaseName = 'collab-files';
const databaseVersion = 1;

let opened: Promise<IDBDatabase> | null = null;

/**
 * Values by key, kept on this device, in a database apart from the documents'. Every call is rejected where the browser
 * forbids storage or has no room.
 */
export const deviceStore = {
  get: <T>(store: StoreName, key: string): Promise<T | undefined> =>
    run(store, 'readonly', (values) => values.get(key) as IDBRequest<T | undefined>),
  /** All values whose key begins so. */
  list: <T>(store: StoreName, prefix: string): Promise<readonly T[]> =>
    run(store, 'readonly', (values) => values.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)) as IDBRequest<T[]>),
  set: (store: StoreName, key: string, value: unknown): Promise<unknown> =>
    run(store, 'readwrite', (values) => values.put(value, key)),
  delete: (store: StoreName, key: string): Promise<unknown> =>
    run(store, 'readwrite', (values) => values.delete(key)),
};

async function run<T>(
  store: StoreName, mode: IDBTransactionMode, act: (values: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = act(transaction.objectStore(store));
    // Not before it is stored: a request succeeds earlier.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser stored nothing'));
  });
}

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, databaseVersion);
    request.onupgradeneeded = () => {
      for (const name of ['waiting', 'library'] satisfies StoreName[]) {
        request.result.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      // The person may clear the site's data while a tab is open; the next call opens it again.
      request.result.onclose = () => { opened = null; };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('the browser forbids storage'));
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}
