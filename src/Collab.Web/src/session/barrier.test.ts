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

  it('has nothing confirmed, and nothing to save, before anything was asked', () => {
    expect(barrier.state).toBe('waiting');
    expect(barrier.hasUnsaved).toBe(false);
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
    expect(barrier.hasUnsaved).toBe(false);
  });

  it('waits from the edit on, not from the question on', () => {
    open();
    barrier.edited();

    expect(barrier.state).toBe('waiting');
    expect(barrier.hasUnsaved).toBe(true);
  });

  it('goes on waiting for an edit made after the question', () => {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce);
    barrier.edited();
    echo();

    expect(barrier.state).toBe('waiting');
    expect(barrier.hasUnsaved).toBe(true);

    vi.advanceTimersByTime(barrierTimes.debounce);
    echo();

    expect(barrier.state).toBe('confirmed');
  });

  it('takes the echo of an older question for that one only', () => {
    open();
    barrier.edited();
    vi.advanceTimersByTime(barrierTimes.debounce);
    barrier.edited();
    vi.advanceTimersByTime(barrierTimes.debounce);
    echo(sent.length - 2);

    expect(barrier.state).toBe('waiting');
    expect(barrier.hasUnsaved).toBe(true);

    echo();
    echo(sent.length - 2);

    expect(barrier.state).toBe('confirmed');
  });

  it('asks again on a new connection for what was edited offline', () => {
    open();
    barrier.closed();
    barrier.edited();
    vi.advanceTimersByTime(60_000);

    expect(sent).toHaveLength(1);
    expect(barrier.state).toBe('waiting');

    open();

    expect(barrier.state).toBe('confirmed');
  });

  it('takes no echo on a new connection before it asked there', () => {
    open();
    barrier.edited();
    vi.advanceTimersByTime(barrierTimes.debounce);
    barrier.closed();
    barrier.opened();
    echo();

    expect(barrier.state).toBe('waiting');
    expect(barrier.hasUnsaved).toBe(true);
  });

  it('has nothing unsaved where it only asks to be sure', () => {
    open();
    barrier.closed();
    barrier.opened();

    expect(barrier.state).toBe('waiting');
    expect(barrier.hasUnsaved).toBe(false);
  });

  it('is slow when no answer comes, the first one included, until it does', () => {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce + barrierTimes.slow);

    expect(barrier.state).toBe('slow');

    echo();

    expect(barrier.state).toBe('confirmed');
  });

  it('believes no echo of a count that was never asked', () => {
    barrier.opened();
    barrier.edited();
    barrier.answered(payloadOf(encodeBarrier(2)));
    barrier.answered(payloadOf(encodeBarrier(999)));

    expect(barrier.state).toBe('waiting');
  });

  function open() {
    barrier.opened();
    vi.advanceTimersByTime(barrierTimes.debounce);
    echo();
  }

  function echo(question = sent.length - 1) {
    barrier.answered(payloadOf(sent[question] as Uint8Array));
  }

  function payloadOf(frame: Uint8Array) {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    return decoder;
  }
});
