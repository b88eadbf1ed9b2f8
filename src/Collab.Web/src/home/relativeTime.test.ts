import { describe, expect, it } from 'vitest';
import { relativeTime } from './relativeTime';

const now = new Date('2025-06-15T12:00:00Z');

describe('relative time', () => {
  it.each([
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [2 * 3_600, '2 hours ago'],
    [86_400, 'yesterday'],
    [3 * 86_400, '3 days ago'],
    [8 * 86_400, 'Jun 7, 2025'],
  ])('%i seconds ago is "%s"', (seconds, expected) => {
    expect(relativeTime(new Date(now.getTime() - seconds * 1000), now, 'en-US')).toBe(expected);
  });

  it('takes a time in the future for now', () => {
    expect(relativeTime(new Date(now.getTime() + 5_000), now, 'en-US')).toBe('just now');
  });
});
