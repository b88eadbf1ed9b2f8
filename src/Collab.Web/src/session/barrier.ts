import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Our message on the y-websocket wire: the server sends its payload back once all that came before it is durable. */
export const barrierType = 102;

/** How sure we are that the server has stored what was done here. */
export type Confirmation = 'confirmed' | 'waiting' | 'slow';

/** Times in milliseconds. */
export const barrierTimes = {
  /** From a change to the question; more changes in between share the question. */
  debounce: 120,
  /** Without an answer for so long, saving counts as slow. */
  slow: 5_000,
};

/**
 * Knows whether the server has stored what this replica holds. Whatever the server may lack is counted; a barrier carries the
 * count, and its echo confirms all up to it. What was there before the first question counts as one: nothing is confirmed
 * that the server has not confirmed.
 */
export class Barrier {
  private count = 1;
  private confirmed = 0;
  /** The count at the newest edit; what else is counted is no loss if it never gets an answer. */
  private newestEdit = 0;
  /** The count in the newest question on this connection. An answer to one that was never asked confirms nothing. */
  private asked = 0;
  private open = false;
  private slow = false;
  private askTimer: ReturnType<typeof setTimeout> | null = null;
  private slowTimer: ReturnType<typeof setTimeout> | null = null;

  /** @param send puts a frame on the wire. @param changed is called when {@link state} may have. */
  constructor(
    private readonly send: (frame: Uint8Array<ArrayBuffer>) => void,
    private readonly changed: () => void,
  ) {}

  get state(): Confirmation {
    if (this.confirmed === this.count) {
      return 'confirmed';
    }
    return this.slow ? 'slow' : 'waiting';
  }

  /** Whether there is an edit that the server has not confirmed. */
  get hasUnsaved(): boolean {
    return this.confirmed < this.newestEdit;
  }

  /** Something was changed here that the server may not have stored. */
  edited(): void {
    this.newestEdit = this.count + 1;
    this.doubted();
  }

  /** Nobody changed anything now, but the server may lack something of what is here. */
  doubted(): void {
    this.count++;
    this.ask();
    this.changed();
  }

  /** What was done before, offline or on the last connection, is on its way on this one: it can be asked for. */
  opened(): void {
    this.open = true;
    this.doubted();
  }

  /** The connection is gone, and questions on it with it. */
  closed(): void {
    this.open = false;
    this.asked = 0;
    this.slow = false;
    this.clearTimers();
    this.changed();
  }

  /** An echo came; `payload` is what follows the message type in the frame. */
  answered(payload: decoding.Decoder): void {
    const count = decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(payload)));
    if (count > this.asked || count <= this.confirmed) {
      return;
    }
    this.confirmed = count;
    this.slow = false;
    this.stopWatching();
    if (this.confirmed < this.asked) {
      this.watch();
    }
    this.changed();
  }

  destroy(): void {
    this.open = false;
    this.clearTimers();
  }

  private ask(): void {
    if (!this.open || this.askTimer !== null) {
      return;
    }
    this.askTimer = setTimeout(() => {
      this.askTimer = null;
      this.asked = this.count;
      this.send(encodeBarrier(this.count));
      this.watch();
    }, barrierTimes.debounce);
  }

  private watch(): void {
    this.slowTimer ??= setTimeout(() => {
      this.slowTimer = null;
      this.slow = true;
      this.changed();
    }, barrierTimes.slow);
  }

  private stopWatching(): void {
    if (this.slowTimer !== null) {
      clearTimeout(this.slowTimer);
      this.slowTimer = null;
    }
  }

  private clearTimers(): void {
    this.stopWatching();
    if (this.askTimer !== null) {
      clearTimeout(this.askTimer);
      this.askTimer = null;
    }
  }
}

/** 102, then the count as a varUint in a length-prefixed payload. */
export function encodeBarrier(count: number): Uint8Array<ArrayBuffer> {
  const payload = encoding.encode((encoder) => encoding.writeVarUint(encoder, count));
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, barrierType);
    encoding.writeVarUint8Array(encoder, payload);
  }) as Uint8Array<ArrayBuffer>;
}
