/** How y-indexeddb's databases of documents are called (session/localCopy.ts). */
const prefix = 'collab:';

/** The database that keeps a document in this browser. */
export const databaseOf = (name: string): string => prefix + name;

/** Names of the documents of which this browser keeps a copy; null where it does not tell. */
export async function listKeptHere(): Promise<ReadonlySet<string> | null> {
  try {
    const databases = await indexedDB.databases();
    return new Set(databases.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
  } catch {
    return null;
  }
}

/** Takes away this browser's copy of a document that was deleted for good; where another tab has it open, once that closes. */
export function forgetHere(name: string): void {
  try {
    indexedDB.deleteDatabase(databaseOf(name));
  } catch {
    // It keeps none.
  }
}
