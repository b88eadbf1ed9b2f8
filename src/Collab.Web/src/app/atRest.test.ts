import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginOpening, whenAtRest } from './atRest';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { readyState: 'complete' });
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => setTimeout(callback, 1));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a page at rest', () => {
  it('has nothing to do', () => {
    const callback = vi.fn();

    whenAtRest(callback);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);

    expect(callback).toHaveBeenCalledOnce();
  });

  it('shows what was asked for, however many steps that took', () => {
    const callback = vi.fn();
    const parts = beginOpening();

    whenAtRest(callback);
    vi.advanceTimersByTime(1_000);
    const document = beginOpening();
    parts();
    parts();
    vi.advanceTimersByTime(1_000);
    expect(callback).not.toHaveBeenCalled();
    document();
    vi.advanceTimersByTime(1);

    expect(callback).toHaveBeenCalledOnce();
  });

  it('is not waited for without end', () => {
    const callback = vi.fn();
    const opened = beginOpening();

    whenAtRest(callback);
    vi.advanceTimersByTime(11_000);
    expect(callback).toHaveBeenCalledOnce();
    opened();
    vi.advanceTimersByTime(1_000);

    expect(callback).toHaveBeenCalledOnce();
  });
});
