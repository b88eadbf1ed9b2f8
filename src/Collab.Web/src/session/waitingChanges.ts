/** Edits that follow each other within this time, in milliseconds, are one change to those who count: a word, a stroke. */
export const changePause = 1_000;

/**
 * Counts the changes that the server has not confirmed: runs of edits without a pause. Only a confirmation of everything
 * takes them away.
 */
export class WaitingChanges {
  private waiting = 0;
  private lastEdit = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock that runs evenly. */
  constructor(private readonly now: () => number) {}

  get count(): number {
    return this.waiting;
  }

  edited(): void {
    const now = this.now();
    if (this.waiting === 0 || now - this.lastEdit >= changePause) {
      this.waiting++;
    }
    this.lastEdit = now;
  }

  /** An earlier visit left some behind. */
  found(count: number): void {
    this.waiting += count;
  }

  confirmed(): void {
    this.waiting = 0;
  }
}
