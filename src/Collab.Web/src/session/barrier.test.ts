import * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Barrier, barrierTimes, encodeBarrier } from './barrier';

describe('barrier', () => {
  const sent: Uint8Array[] = [];
  let barrier: Barrier;

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    barrier = new Barrier((frame) => sent.push(frame), () => {});
  });
  afterEach(() => vi.useRealTimers());

  it('is a type and a length-prefixed count', () => {
    expect([...encodeBarrier(300)]).toEqual([102, 2, 0xac, 0x02]);
  });

  it('asks once for edits that come together, and is confirmed by the echo', () => {
    barrier.opened();
    barrier.edited();
    barrier.edited();
    vi.advanceTimersByTime(barrierTimes.debounce);
    const asked = sent.length;
    const before = barrier.state;
    echo();

    expect(asked).toBe(1);
    expect(before).toBe('waiting');
    expect(barrier.state).toBe('confirmed');
  });

  it('goes on waiting for an edit made after the question', () => {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce);
    barrier.edited();
    echo();

    expect(barrier.state).toBe('waiting');

    vi.advanceTimersByTime(barrierTimes.debounce);
    echo();

    expect(barrier.state).toBe('confirmed');
  });

  it('asks again on a new connection for what was edited offline', () => {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce);
    echo();
    barrier.closed();
    barrier.edited();
    vi.advanceTimersByTime(60_000);

    expect(sent).toHaveLength(1);
    expect(barrier.state).toBe('waiting');

    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce);
    echo();

    expect(barrier.state).toBe('confirmed');
  });

  it('takes a server that never answers for one that cannot', () => {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce + barrierTimes.slow);

    expect(barrier.state).toBe('unsupported');
  });

  it('is slow when a server that can does not answer, until it does', () => {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce);
    echo();
    barrier.edited();
    vi.advanceTimersByTime(barrierTimes.debounce + barrierTimes.slow);

    expect(barrier.state).toBe('slow');

    echo();

    expect(barrier.state).toBe('confirmed');
  });

  it('believes no echo of a count that was never reached', () => {
    barrier.opened();
    barrier.answered(payloadOf(encodeBarrier(999)));
    barrier.edited();

    expect(barrier.state).toBe('waiting');
  });

  function echo() {
    barrier.answered(payloadOf(sent.at(-1) as Uint8Array));
  }

  function payloadOf(frame: Uint8Array) {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    return decoder;
  }
});
