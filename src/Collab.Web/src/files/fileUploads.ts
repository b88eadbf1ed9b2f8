import type { UploadAnswer } from './fileClient';

/** An image that the server does not have yet. */
export type WaitingFile = {
  readonly document: string;
  /** Unique in the document. */
  readonly id: string;
  readonly image: Blob;
  /** Milliseconds since 1970. */
  readonly created: number;
};

/** Where images wait on this device. */
export type WaitingStore = {
  list(document: string): Promise<readonly WaitingFile[]>;
  add(file: WaitingFile): Promise<unknown>;
  remove(file: WaitingFile): Promise<unknown>;
};

/** What is told of them. */
export type UploadEvents = {
  /** Notes the hash in the document. False in the end if that could not be done: the image goes on waiting here. */
  readonly stored: (file: WaitingFile, hash: string) => void | Promise<boolean>;
  readonly refused: (file: WaitingFile, reason: 'tooBig' | 'notTaken') => void;
};

/** Milliseconds between two attempts, the last one for all that follow. */
export const retryPauses = [2_000, 4_000, 8_000, 16_000, 60_000] as const;

/**
 * Brings a document's new images to the server, one after the other, until it has them. Until then they are kept on this
 * device, and go on when the document is opened here the next time.
 */
export class FileUploads {
  private queue: readonly WaitingFile[] = [];
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private attempts = 0;
  private isRunning = false;
  private isLeft = false;
  private isOver = false;

  /** Fulfilled when what waited here before is in {@link waiting}. */
  readonly loaded: Promise<void>;

  constructor(
    private readonly document: string, private readonly store: WaitingStore,
    private readonly upload: (image: Blob) => Promise<UploadAnswer>, private readonly events: UploadEvents,
  ) {
    this.loaded = this.load();
  }

  readonly waiting = (): readonly WaitingFile[] => this.queue;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  has(id: string): boolean {
    return this.queue.some((file) => file.id === id);
  }

  /** Has an image uploaded, now or when the server is there. */
  add(id: string, image: Blob, created: number): void {
    if (!this.has(id)) {
      const file = { document: this.document, id, image, created };
      // Where the browser stores nothing, it waits in this tab.
      this.store.add(file).catch(() => {});
      this.setQueue([...this.queue, file]);
      this.retry();
    }
  }

  /** Tries now: the server may be there again. */
  readonly retry = (): void => {
    this.attempts = 0;
    this.cancelTimer();
    void this.run();
  };

  /** The document is left: what is waiting is tried once more, unseen. What does not succeed waits for the next visit. */
  leave(): void {
    this.isLeft = true;
    this.cancelTimer();
    void this.run();
  }

  /** Stops; what is waiting waits for the next visit. */
  destroy(): void {
    this.isLeft = true;
    this.isOver = true;
    this.cancelTimer();
  }

  private async load(): Promise<void> {
    const kept = await this.store.list(this.document).catch(() => []);
    if (!this.isLeft && kept.length > 0) {
      this.setQueue([...kept.filter(({ id }) => !this.has(id)), ...this.queue]);
      this.retry();
    }
  }

  private async run(): Promise<void> {
    if (this.isRunning) {
      return;
    }
    this.isRunning = true;
    for (let [next] = this.queue; next && !this.isOver; [next] = this.queue) {
      const file = next;
      const answer = await this.upload(file.image);
      if (this.isOver) {
        break;
      }
      if (answer.kind === 'unreachable' || (answer.kind === 'stored' && (await this.events.stored(file, answer.hash)) === false)) {
        this.tryLater();
        break;
      }
      if (answer.kind === 'refused') {
        this.events.refused(file, answer.reason);
      }
      this.store.remove(file).catch(() => {});
      this.setQueue(this.queue.filter(({ id }) => id !== file.id));
    }
    this.isRunning = false;
  }

  private tryLater(): void {
    if (!this.isLeft) {
      this.timer = setTimeout(() => void this.run(), retryPauses[Math.min(this.attempts++, retryPauses.length - 1)]);
    }
  }

  private setQueue(queue: readonly WaitingFile[]): void {
    this.queue = queue;
    this.listeners.forEach((listener) => listener());
  }

  private cancelTimer(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
