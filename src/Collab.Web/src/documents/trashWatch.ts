import { changeDocument, findDocument } from './api';

/** How long an answer is good, in milliseconds. */
const interval = 30_000;

type Page = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/**
 * Whether an open document is in the trash. It can be opened and edited there all the same, and is deleted with everything
 * in it when its time is over: who is in it has to know, whoever threw it away. The document itself does not say so.
 */
export class TrashWatch {
  private trashed = false;
  /** Of the newest question or change: what was asked before it does not count. */
  private newest = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly name: string, private readonly isShown: () => boolean = () => document.visibilityState === 'visible') {}

  get isTrashed(): boolean {
    return this.trashed;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  /** Asks now, when the person comes back to the page, and every half minute while it is shown. Returns how to stop. */
  start(page: Page = window): () => void {
    const ask = () => void this.ask();
    const timer = setInterval(ask, interval);
    page.addEventListener('focus', ask);
    ask();
    return () => {
      clearInterval(timer);
      page.removeEventListener('focus', ask);
      this.newest++;
    };
  }

  /** Takes the document out of the trash. Throws ApiError. */
  async restore(): Promise<void> {
    const entry = await changeDocument(this.name, { trashed: false });
    this.newest++;
    this.set(entry.trashedAt !== null);
  }

  private async ask(): Promise<void> {
    if (!this.isShown()) {
      return;
    }
    const question = ++this.newest;
    try {
      const entry = await findDocument(this.name);
      if (question === this.newest) {
        this.set(entry !== null && entry.trashedAt !== null);
      }
    } catch {
      // Not to be known now; the next time asks again.
    }
  }

  private set(trashed: boolean): void {
    if (trashed !== this.trashed) {
      this.trashed = trashed;
      this.listeners.forEach((listener) => listener());
    }
  }
}
