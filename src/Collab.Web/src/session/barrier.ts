import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Our message on the y-websocket wire: the server sends its payload back once all that came before it is durable. */
export const barrierType = 102;

/** How sure we are that the server has stored what was done here. */
export type Confirmation = 'confirmed' | 'waiting' | 'slow' | 'unsupported';

/** Times in milliseconds. */
export const barrierTimes = {
  /** From a change to the question; more changes in between share the question. */
  debounce: 120,
  /** Without an answer for so long, saving counts as slow. */
  slow: 5_000,
};

/**
 * Knows whether the server has stored the edits made here. Edits are counted; a barrier carries the count, and its echo
 * confirms them up to it. A server that never echoed one is taken for a stock y-websocket server, which cannot tell.
 */
export class Barrier {
  private edits = 0;
  private confirmed = 0;
  private open = false;
  private supported = false;
  private unanswered = false;
  private askTimer: ReturnType<typeof setTimeout> | null = null;
  private slowTimer: ReturnType<typeof setTimeout> | null = null;

  /** @param send puts a frame on the wire. @param changed is called when {@link state} may have. */
  constructor(
    private readonly send: (frame: Uint8Array<ArrayBuffer>) => void,
    private readonly changed: () => void,
  ) {}

  get state(): Confirmation {
    if (this.confirmed === this.edits) {
      return 'confirmed';
    }
    if (!this.unanswered) {
      return 'waiting';
    }
    return this.supported ? 'slow' : 'unsupported';
  }

  /** Something was changed here that the server may not have stored. */
  edited(): void {
    this.edits++;
    this.ask();
    this.changed();
  }

  /** The connection is synced: what was done before, offline or on the last connection, is on its way to the server. */
  opened(): void {
    this.open = true;
    this.unanswered = false;
    this.edited();
  }

  /** The connection is gone, and questions on it with it. */
  closed(): void {
    this.open = false;
    this.clearTimers();
    this.changed();
  }

  /** An echo came; `payload` is what follows the message type in the frame. */
  answered(payload: decoding.Decoder): void {
    const count = decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(payload)));
    this.supported = true;
    this.unanswered = false;
    this.confirmed = Math.min(this.edits, Math.max(this.confirmed, count));
    if (this.slowTimer !== null) {
      clearTimeout(this.slowTimer);
      this.slowTimer = null;
    }
    if (this.confirmed < this.edits && this.open) {
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
      this.send(encodeBarrier(this.edits));
      this.watch();
    }, barrierTimes.debounce);
  }

  private watch(): void {
    this.slowTimer ??= setTimeout(() => {
      this.slowTimer = null;
      this.unanswered = true;
      this.changed();
    }, barrierTimes.slow);
  }

  private clearTimers(): void {
    for (const timer of [this.askTimer, this.slowTimer]) {
      if (timer !== null) {
        clearTimeout(timer);
      }
    }
    this.askTimer = null;
    this.slowTimer = null;
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
