import { describe, expect, it } from 'vitest';
import type { Status } from '../session/status';
import { nextAnnouncement, nothingAnnounced } from './announcement';

const connecting: Status = { state: 'connecting', kept: 'device' };
const saving: Status = { state: 'saving', slow: false, kept: 'device' };
const saved: Status = { state: 'saved' };
const slow: Status = { state: 'saving', slow: true, kept: 'device' };
const offline: Status = { state: 'offline', kept: 'device' };
const trouble: Status = { state: 'trouble', trouble: 'storage', kept: 'device' };

/** What is heard: a live region speaks when its words change. */
function hear(...statuses: readonly Status[]): readonly string[] {
  let last = nothingAnnounced;
  const heard: string[] = [];
  for (const status of statuses) {
    const next = nextAnnouncement(last, status);
    if (next.words !== last.words && next.words !== '') {
      heard.push(next.words);
    }
    last = next;
  }
  return heard;
}

describe('what a screen reader tells of the status', () => {
  it('is nothing while typing and saving go on', () => {
    expect(hear(connecting, saving, saved, saving, saved, saving, saving, saved)).toEqual([]);
  });

  it.each([[offline, 'Offline'], [trouble, 'cannot store'], [slow, 'longer than usual']] as const)(
    'is that changes do not get through, once, and that they have (%o)', (status, words) => {
      const heard = hear(saving, saved, saving, status, status, saving, saved, saving, saved);

      expect(heard).toHaveLength(2);
      expect(heard[0]).toContain(words);
      expect(heard[1]).toContain('stored all your changes');
    });
});
