import { expect, it, describe } from 'vitest';
import { LeaveGuard } from './leaveGuard';

describe('leaving the page', () => {
  const page = new EventTarget();
  let listeners = 0;
  const guard = new LeaveGuard({
    addEventListener: (...args: Parameters<EventTarget['addEventListener']>) => {
      listeners++;
      page.addEventListener(...args);
    },
    removeEventListener: (...args: Parameters<EventTarget['removeEventListener']>) => {
      listeners = 0;
      page.removeEventListener(...args);
    },
  });
  const isAsked = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  it('is asked about while anything is unsaved, and listened to no longer', () => {
    const [board, text] = [{}, {}];
    const before = isAsked();

    guard.set(board, true);
    guard.set(text, true);
    guard.set(text, true);
    guard.set(board, false);
    const during = isAsked();
    guard.set(text, false);

    expect(before).toBe(false);
    expect(during).toBe(true);
    expect(isAsked()).toBe(false);
    expect(listeners).toBe(0);
  });
});
