import { problemOf, type DocumentEntry } from '../documents/api';
import { translate } from '../i18n';
import { checkFile, maxFiles, type ImportFormat, type Importable } from '../importing/importable';

/** What became of a file so far. */
export type ImportProgress =
  | { readonly state: 'waiting' | 'reading' }
  | { readonly state: 'done'; readonly entry: DocumentEntry; readonly note: string | null }
  | { readonly state: 'failed'; readonly problem: string };

/** A file that was dropped or chosen. */
export type ImportItem = ImportProgress & { readonly id: number; readonly fileName: string };

type Waiting = { readonly id: number; readonly file: File; readonly format: ImportFormat; readonly folder: string };

/** The files that are being imported, one after the other, and what became of those before. */
export class Imports {
  private items: readonly ImportItem[] = [];
  private readonly queue: Waiting[] = [];
  private readonly listeners = new Set<() => void>();
  private nextId = 1;
  private isRunning = false;

  /** @param onDone is told of each document that was made. */
  constructor(private readonly onDone: (entry: DocumentEntry) => void) {}

  readonly get = (): readonly ImportItem[] => this.items;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes files into a folder ('' for none). */
  add(files: readonly File[], folder: string): void {
    const added = files.map((file, at) => {
      const id = this.nextId++;
      const checked: Importable | null = at < maxFiles ? checkFile(file) : null;
      if (checked && 'format' in checked) {
        this.queue.push({ id, file, format: checked.format, folder });
        return { id, fileName: file.name, state: 'waiting' as const };
      }
      const problem = checked ? problemWords(checked) : translate('home.importTooMany', { count: maxFiles });
      return { id, fileName: file.name, state: 'failed' as const, problem };
    });
    this.set([...this.items, ...added]);
    void this.run();
  }

  /** Forgets those that are over. */
  clear(): void {
    this.set(this.items.filter(({ state }) => state === 'waiting' || state === 'reading'));
  }

  private async run(): Promise<void> {
    if (this.isRunning) {
      return;
    }
    this.isRunning = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      this.show(next.id, { state: 'reading' });
      this.show(next.id, await this.importOne(next));
    }
    this.isRunning = false;
  }

  private async importOne({ file, format, folder }: Waiting): Promise<ImportProgress> {
    try {
      const { importFile } = await import('../importing/importFile');
      const { entry, leftOut } = await importFile(file, format, folder);
      this.onDone(entry);
      return { state: 'done', entry, note: leftOut > 0 ? translate('home.importLeftOut', { count: leftOut }) : null };
    } catch (error) {
      return { state: 'failed', problem: unreadableWords(error) ?? problemOf(error) };
    }
  }

  private show(id: number, progress: ImportProgress): void {
    this.set(this.items.map((item) => (item.id === id ? { id, fileName: item.fileName, ...progress } : item)));
  }

  private set(items: readonly ImportItem[]): void {
    this.items = items;
    this.listeners.forEach((listener) => listener());
  }
}

/** What is said once all are over: how many there are now, or that none could be imported. */
export function importSummary(items: readonly ImportItem[]): string {
  const done = items.filter(({ state }) => state === 'done').length;
  return done > 0 ? translate('home.imported', { count: done }) : translate('home.importedNone', { count: items.length });
}

function problemWords(checked: Exclude<Importable, { format: ImportFormat }>): string {
  switch (checked.problem) {
    case 'unknownFormat':
      return translate('home.importUnknown');
    case 'empty':
      return translate('home.importEmpty');
    case 'tooLarge':
      return translate('home.importTooLarge', { size: checked.maxMegabytes });
  }
}

const unreadable = {
  notABoard: 'home.importNotABoard', notText: 'home.importNotText', tooMuch: 'home.importTooMuch', nothingInIt: 'home.importNothing',
} as const;

/** Null for any other error. By its name: the class comes with the code that reads files, later. */
function unreadableWords(error: unknown): string | null {
  const { name, problem } = (error ?? {}) as { readonly name?: unknown; readonly problem?: unknown };
  return name === 'UnreadableFile' && typeof problem === 'string' && Object.hasOwn(unreadable, problem)
    ? translate(unreadable[problem as keyof typeof unreadable])
    : null;
}
