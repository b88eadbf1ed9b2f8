import {
  ApiError, changeDocument, createDocument, deleteDocument, listDocuments, problemOf, renameFolder, type DocumentChange, type DocumentEntry,
} from '../documents/api';
import type { DeviceStorage } from '../documents/deviceStorage';
import { keepList, readLastList } from '../documents/lastList';

/** What the page knows of the list. */
export type LibraryState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: string }
  | {
    readonly state: 'known';
    readonly documents: readonly DocumentEntry[];
    /** When the server told it. */
    readonly at: Date;
    /** Why it may be out of date: the server is away, or answered something else. */
    readonly trouble: { readonly problem: string; readonly isAway: boolean } | null;
  };

/** How long the time of a list that did not change may be behind, in milliseconds. */
const keepMilliseconds = 60_000;

/** The list of documents as this page has it: from the server where it answers, else what this browser was last told. */
export class Library {
  private current: LibraryState;
  private readonly listeners = new Set<() => void>();
  /** Counts what was changed here: a list that was asked for before does not know of it. */
  private changes = 0;
  /** When the list was last kept for a visit without the server. */
  private keptAt: number | null = null;

  constructor(private readonly storage: DeviceStorage, private readonly now: () => number = Date.now) {
    const last = readLastList(storage);
    this.current = last === null ? { state: 'loading' } : { state: 'known', ...last, trouble: null };
  }

  readonly get = (): LibraryState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks the server again. */
  readonly refresh = async (): Promise<void> => {
    const changes = this.changes;
    try {
      const documents = await listDocuments();
      if (changes === this.changes) {
        this.setDocuments(documents, new Date(this.now()));
      }
    } catch (error) {
      this.setTrouble(error);
    }
  };

  /** Changes an entry: here at once, and back if the server does not. */
  async change(name: string, change: DocumentChange): Promise<DocumentEntry> {
    const before = this.find(name);
    this.changes++;
    this.replace(name, (entry) => applyChange(entry, change, this.now()));
    try {
      const changed = await changeDocument(name, change);
      this.changes++;
      this.replace(name, () => changed);
      return changed;
    } catch (error) {
      this.changes++;
      if (before) {
        this.replace(name, () => before);
      }
      throw error;
    }
  }

  /** Gives a folder another name: here at once, and back if the server does not. */
  async renameFolder(from: string, to: string): Promise<void> {
    const names = new Set(this.current.state === 'known' ? this.current.documents.flatMap(({ name, folder }) => (folder === from ? [name] : [])) : []);
    const move = (before: string, after: string) => {
      this.changes++;
      this.edit((documents) => documents.map((entry) => (names.has(entry.name) && entry.folder === before ? { ...entry, folder: after } : entry)));
    };
    move(from, to);
    try {
      await renameFolder(from, to);
      this.changes++;
    } catch (error) {
      move(to, from);
      throw error;
    }
  }

  /** Deletes an entry of the trash for good. */
  async delete(name: string): Promise<void> {
    await deleteDocument(name);
    this.changes++;
    this.edit((documents) => documents.filter((entry) => entry.name !== name));
  }

  /** Makes another document with the same content. */
  async duplicate(entry: DocumentEntry & { readonly kind: Exclude<DocumentEntry['kind'], 'other'> }, title: string): Promise<DocumentEntry> {
    const { kind, folder, name } = entry;
    const made = await createDocument({ kind, title, folder, from: name });
    this.add(made);
    return made;
  }

  /** Shows a document that was just made. */
  add(entry: DocumentEntry): void {
    this.changes++;
    this.edit((documents) => [entry, ...documents.filter(({ name }) => name !== entry.name)]);
  }

  /** Shows a document that was made on this device, and keeps it on the list until the server has one. */
  addHere(entry: DocumentEntry): void {
    this.add(entry);
    if (this.current.state === 'known') {
      keepList(this.storage, this.current.documents, this.current.at.getTime());
    }
  }

  private find(name: string): DocumentEntry | undefined {
    return this.current.state === 'known' ? this.current.documents.find((entry) => entry.name === name) : undefined;
  }

  private replace(name: string, make: (entry: DocumentEntry) => DocumentEntry): void {
    this.edit((documents) => documents.map((entry) => (entry.name === name ? make(entry) : entry)));
  }

  private edit(make: (documents: readonly DocumentEntry[]) => readonly DocumentEntry[]): void {
    if (this.current.state === 'known') {
      this.set({ ...this.current, documents: make(this.current.documents) });
    }
  }

  private setDocuments(documents: readonly DocumentEntry[], at: Date): void {
    const known = this.current.state === 'known' ? this.current.documents : [];
    const isSame = sameEntries(known, documents);
    this.set({ state: 'known', documents: isSame ? known : withKnown(documents, known), at, trouble: null });
    if (!isSame || this.keptAt === null || at.getTime() - this.keptAt > keepMilliseconds) {
      this.keptAt = at.getTime();
      keepList(this.storage, documents, this.keptAt);
    }
  }

  private setTrouble(error: unknown): void {
    const problem = problemOf(error);
    const isAway = error instanceof ApiError && error.isUnreachable;
    this.set(this.current.state === 'known' ? { ...this.current, trouble: { problem, isAway } } : { state: 'failed', problem });
  }

  private set(next: LibraryState): void {
    this.current = next;
    this.listeners.forEach((listener) => listener());
  }
}

function applyChange(entry: DocumentEntry, { trashed, ...change }: DocumentChange, now: number): DocumentEntry {
  const trashedAt = trashed === undefined ? entry.trashedAt : trashed ? new Date(now) : null;
  return { ...entry, ...change, trashedAt };
}

const sameEntry = (a: DocumentEntry, b: DocumentEntry): boolean => JSON.stringify(a) === JSON.stringify(b);

const sameEntries = (a: readonly DocumentEntry[], b: readonly DocumentEntry[]): boolean =>
  a.length === b.length && a.every((entry, at) => sameEntry(entry, b[at] as DocumentEntry));

/** The entries, those that did not change as the same objects as before: what shows them need not be drawn again. */
function withKnown(documents: readonly DocumentEntry[], known: readonly DocumentEntry[]): readonly DocumentEntry[] {
  const before = new Map(known.map((entry) => [entry.name, entry]));
  return documents.map((entry) => {
    const old = before.get(entry.name);
    return old && sameEntry(old, entry) ? old : entry;
  });
}
