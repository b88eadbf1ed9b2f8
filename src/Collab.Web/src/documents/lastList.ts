import { parseEntry, type DocumentEntry } from './api';
import { keep, readKept, type DeviceStorage } from './deviceStorage';

const storageKey = 'collab.list';

/** As many as a browser's storage surely has room for. */
export const maxKeptEntries = 2_000;

/** The list as the server last told it, and when. */
export type LastList = { readonly at: Date; readonly documents: readonly DocumentEntry[] };

/** What this browser knows of the list; null before the first visit, or where what is kept cannot be read. */
export function readLastList(storage: DeviceStorage): LastList | null {
  const kept = readKept(storage, storageKey);
  if (typeof kept !== 'object' || kept === null) {
    return null;
  }
  const { at, documents } = kept as { readonly at?: unknown; readonly documents?: unknown };
  try {
    return typeof at === 'number' && Array.isArray(documents)
      ? { at: new Date(at), documents: documents.map(parseEntry) }
      : null;
  } catch {
    // Of another version of the app.
    return null;
  }
}

/** Keeps the list for a visit without the server; of a very long one the last changed. */
export function keepList(storage: DeviceStorage, documents: readonly DocumentEntry[], now: number): void {
  keep(storage, storageKey, { at: now, documents: documents.slice(0, maxKeptEntries) });
}
