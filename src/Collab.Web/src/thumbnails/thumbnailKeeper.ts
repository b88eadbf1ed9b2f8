import type * as Y from 'yjs';

/** Where the content of every kind is; what is edited elsewhere (title, comments) changes no picture. */
const contentRoots = ['content', 'elements', 'files'];

/** How long editing pauses before a picture is drawn, in milliseconds. */
const idleMilliseconds = 5_000;

/** What a keeper needs of the open document. */
export type Drawn<Picture> = {
  readonly doc: Y.Doc;
  /** Whether the server has all that was edited here: a picture shows what others find too. */
  readonly isSaved: () => boolean;
  /** Calls back when {@link isSaved} may have changed. Returns how to stop. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Null if there is nothing to draw, or it cannot be drawn. */
  readonly draw: () => Promise<Picture | null>;
  readonly send: (picture: Picture) => void;
};

/**
 * Has a picture of the document drawn and brought to the server by who edited it last: a while after their last own edit,
 * once that is saved, and when they leave. Who only looks, or comments, changes no picture.
 */
export class ThumbnailKeeper<Picture> {
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** The newest own edit is in no picture yet. */
  private isDue = false;
  /** Editing has paused long enough. */
  private isIdle = false;
  private readonly stopListening: () => void;

  constructor(private readonly drawn: Drawn<Picture>) {
    drawn.doc.on('afterTransaction', this.onTransaction);
    this.stopListening = drawn.subscribe(() => this.takeIfReady());
  }

  /** The page is hidden: it may not come back. */
  hide(): void {
    this.isIdle = true;
    this.takeIfReady();
  }

  /** The document is left: it is drawn while it can be, and sent once it is saved, which goes on unseen. */
  destroy(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.stopListening();
    this.drawn.doc.off('afterTransaction', this.onTransaction);
    if (this.isDue) {
      const picture = this.drawn.draw();
      this.whenSaved(() => void this.send(picture));
    }
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
      if (this.timer !== null) {
        clearTimeout(this.timer);
      }
      this.timer = setTimeout(() => this.hide(), idleMilliseconds);
    }
  };

  private takeIfReady(): void {
    if (this.isDue && this.isIdle && this.drawn.isSaved()) {
      this.isDue = false;
      void this.send(this.drawn.draw());
    }
  }

  private async send(drawing: Promise<Picture | null>): Promise<void> {
    const picture = await drawing;
    if (picture !== null) {
      this.drawn.send(picture);
    }
  }

  private whenSaved(then: () => void): void {
    if (this.drawn.isSaved()) {
      then();
      return;
    }
    const stop = this.drawn.subscribe(() => {
      if (this.drawn.isSaved()) {
        stop();
        then();
      }
    });
  }
}
