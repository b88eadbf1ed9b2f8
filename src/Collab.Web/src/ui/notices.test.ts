import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announce, dismissToast, notices, showToast } from './notices';

const texts = () => notices.toasts().map((toast) => toast.text);

describe('notices', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
  });

  it('go by themselves, one with an action later', () => {
    showToast('plain');
    showToast('with a button', { label: 'Undo', run: () => {} });

    vi.advanceTimersByTime(5_000);
    expect(texts()).toEqual(['with a button']);
    vi.advanceTimersByTime(7_000);
    expect(texts()).toEqual([]);
  });

  it('are no more than can be read', () => {
    ['one', 'two', 'three', 'four'].forEach((text) => showToast(text));

    expect(texts()).toEqual(['two', 'three', 'four']);
  });

  it('can be taken away', () => {
    const dismiss = showToast('one');
    showToast('two');
    dismiss();
    notices.toasts().forEach((toast) => dismissToast(toast.id));

    expect(texts()).toEqual([]);
  });

  it('are heard again when they are said again', () => {
    announce('saved');
    const first = notices.announcement();
    announce('saved');

    expect(notices.announcement()).not.toBe(first);
    expect(notices.announcement().trim()).toBe('saved');
  });
});
