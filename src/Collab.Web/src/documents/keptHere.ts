/** How y-indexeddb's databases of documents are called (session/localCopy.ts). */
const prefix = 'collab:';

/** Names of the documents of which this browser keeps a copy; null where it does not tell. */
export async function listKeptHere(): Promise<ReadonlySet<string> | null> {
  try {
    const databases = await indexedDB.databases();
    return new Set(databases.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
  } catch {
    return null;
  }
}
