import { describe, expect, it } from 'vitest';
import { changePause, WaitingChanges } from './waitingChanges';

describe('changes that wait for the server', () => {
  it('are runs of edits, parted by pauses', () => {
    let now = 0;
    const waiting = new WaitingChanges(() => now);

    for (const pause of [0, 50, changePause - 1, changePause, 10, changePause * 9]) {
      now += pause;
      waiting.edited();
    }

    expect(waiting.count).toBe(3);
  });

  it('are none once all is confirmed, and the next edit is one again', () => {
    const waiting = new WaitingChanges(() => 0);
    waiting.edited();

    waiting.confirmed();
    const between = waiting.count;
    waiting.edited();

    expect([between, waiting.count]).toEqual([0, 1]);
  });

  it('are those of an earlier visit too', () => {
    const waiting = new WaitingChanges(() => 0);

    waiting.found(3);
    waiting.edited();

    expect(waiting.count).toBe(4);
  });
});
