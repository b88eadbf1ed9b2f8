import { isEditorKind, type EditorKind } from '../documents/kinds';

/** A document that was opened in this browser, so that it opens here without the server too. */
export type OpenedDocument = {
  readonly name: string;
  readonly kind: EditorKind;
  /** As it was when the document was last looked at here. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
};

/** How many are remembered; the rest was opened longer ago. */
export const maxOpened = 100;

const storageKey = 'collab.opened';

/** Where they are remembered; `localStorage`, or nothing where the browser forbids it. */
export type OpenedStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What was opened in this browser, the last first; other tabs' visits included. */
export class OpenedDocuments {
  private readonly listeners = new Set<() => void>();
  private json: string | null = null;
  private documents: readonly OpenedDocument[] = [];

  constructor(private readonly storage: OpenedStorage) {}

  /** The same array as long as nothing has changed. */
  readonly list = (): readonly OpenedDocument[] => {
    const json = this.read();
    if (json !== this.json) {
      this.json = json;
      this.documents = parse(json);
    }
    return this.documents;
  };

  /** Puts a document first. */
  record(document: OpenedDocument): void {
    this.write([document, ...this.list().filter(({ name }) => name !== document.name)].slice(0, maxOpened));
  }

  /** Takes over a title that changed while the document was open. */
  retitle(name: string, title: string): void {
    const known = this.list();
    if (known.some((document) => document.name === name && document.title !== title)) {
      this.write(known.map((document) => document.name === name ? { ...document, title } : document));
    }
  }

  /** Forgets a document, for one that is gone for good. */
  forget(name: string): void {
    this.write(this.list().filter((document) => document.name !== name));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** To be called when another tab has written. */
  readonly changed = (): void => this.listeners.forEach((listener) => listener());

  private write(documents: readonly OpenedDocument[]): void {
    const json = JSON.stringify(documents);
    try {
      this.storage.setItem(storageKey, json);
    } catch {
      // Full or forbidden: home shows what the server lists.
      return;
    }
    this.changed();
  }

  private read(): string | null {
    try {
      return this.storage.getItem(storageKey);
    } catch {
      return null;
    }
  }
}

function parse(json: string | null): readonly OpenedDocument[] {
  try {
    const value: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(value) ? value.filter(isOpened).slice(0, maxOpened) : [];
  } catch {
    return [];
  }
}

function isOpened(value: unknown): value is OpenedDocument {
  const { name, kind, title, openedAt } = (value ?? {}) as Partial<Record<keyof OpenedDocument, unknown>>;
  return typeof name === 'string' && name !== '' && isEditorKind(kind) && typeof title === 'string'
    && typeof openedAt === 'number' && Number.isFinite(openedAt);
}

/** This browser's. */
export const openedDocuments = new OpenedDocuments({
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
});

if (typeof window === 'object') {
  addEventListener('storage', (event) => {
    if (event.key === storageKey || event.key === null) {
      openedDocuments.changed();
    }
  });
}
