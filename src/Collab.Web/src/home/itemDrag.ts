import type { DocumentEntry } from '../documents/api';

/** What a dragged item is marked with, so that it is taken for no file and for no link of another page. */
export const itemType = 'application/x-collab-document';

/** The item that is being dragged, for those parts of the page on which it can be dropped. */
export class ItemDrag {
  private dragged: DocumentEntry | null = null;
  private readonly listeners = new Set<() => void>();

  readonly get = (): DocumentEntry | null => this.dragged;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  begin(entry: DocumentEntry): void {
    this.set(entry);
  }

  readonly end = (): void => this.set(null);

  private set(entry: DocumentEntry | null): void {
    if (this.dragged !== entry) {
      this.dragged = entry;
      this.listeners.forEach((listener) => listener());
    }
  }
}

/** Whether an item would come somewhere else if it was dropped on a folder, or on none (''). */
export const canDrop = (entry: DocumentEntry | null, folder: string): entry is DocumentEntry =>
  entry !== null && entry.trashedAt === null && entry.folder !== folder;
