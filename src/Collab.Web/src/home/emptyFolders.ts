import { maxFolderLength } from '../documents/api';
import { keep, readKept, type DeviceStorage } from '../documents/deviceStorage';

const storageKey = 'collab.folders';

/** As many as anybody makes before putting something into them. */
const maxEmptyFolders = 50;

/** Folders that were made in this browser. The server knows a folder by what is in it, so an empty one is known here only. */
export function readEmptyFolders(storage: DeviceStorage): readonly string[] {
  const kept = readKept(storage, storageKey);
  return Array.isArray(kept) ? kept.filter((name): name is string => typeof name === 'string' && name !== '') : [];
}

export function keepEmptyFolders(storage: DeviceStorage, folders: readonly string[]): void {
  keep(storage, storageKey, [...new Set(folders)].slice(-maxEmptyFolders));
}

/** The same with a folder under its new name; one that is not among them stays out. */
export const renameEmptyFolder = (folders: readonly string[], from: string, to: string): readonly string[] =>
  folders.map((name) => (name === from ? to : name));

/** A folder's name as it was meant: one line, no blanks around it, not too long. Empty if nothing is left. */
export const cleanFolderName = (typed: string): string =>
  typed.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, maxFolderLength).trim();
