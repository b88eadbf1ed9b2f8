import type * as Y from 'yjs';

/** Where the content of every kind is; what is edited elsewhere (title, comments) changes no picture. */
const contentRoots = ['content', 'elements', 'files'];

/** How long editing pauses before a picture is drawn, in milliseconds. */
const idleMilliseconds = 5_000;

/** What a keeper needs of the open document. */
export type Drawn = {
  readonly doc: Y.Doc;
  /** Whether the server has all that was edited here: a picture shows what others find too. */
  readonly isSaved: () => boolean;
  /** Calls back when {@link isSaved} may have changed. Returns how to stop. */
  readonly subscribe: (changed: () => void) => () => void;
};

/**
 * Has a picture of the document drawn and brought to the server by who edited it last: a while after their last own edit,
 * once that is saved, and when they leave. Who only looks, or comments, changes no picture.
 */
export class ThumbnailKeeper {
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** The newest own edit is in no picture yet. */
  private isDue = false;
  /** Editing has paused long enough. */
  private isIdle = false;
  private readonly stopListening: () => void;

  /** @param upload draws and sends; what fails there is of no concern here. */
  constructor(private readonly drawn: Drawn, private readonly upload: () => void) {
    drawn.doc.on('afterTransaction', this.onTransaction);
    this.stopListening = drawn.subscribe(() => this.uploadIfReady());
  }

  /** The page is hidden, or the document left: now or never. */
  leave(): void {
    this.isIdle = true;
    this.uploadIfReady();
  }

  destroy(): void {
    this.leave();
    this.cancelTimer();
    this.stopListening();
    this.drawn.doc.off('afterTransaction', this.onTransaction);
  }

  private readonly onTransaction = (transaction: Y.Transaction): void => {
    const { doc } = this.drawn;
    const isContent = () => contentRoots.some((name) => {
      const root = doc.share.get(name);
      return root !== undefined && transaction.changedParentTypes.has(root);
    });
    if (transaction.local && isContent()) {
      this.isDue = true;
      this.isIdle = false;
      this.cancelTimer();
      this.timer = setTimeout(() => {
        this.isIdle = true;
        this.uploadIfReady();
      }, idleMilliseconds);
    }
  };

  private uploadIfReady(): void {
    if (this.isDue && this.isIdle && this.drawn.isSaved()) {
      this.isDue = false;
      this.upload();
    }
  }

  private cancelTimer(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}
