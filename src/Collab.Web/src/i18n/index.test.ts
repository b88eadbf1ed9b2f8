import { describe, expect, it } from 'vitest';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { formatRelativeTime, translate } from './index';

const now = new Date('2025-06-15T12:00:00Z');

/** The parameters of each form of a message. */
const parametersOf = (message: unknown): readonly string[] =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].filter((name) => name !== '{count}').sort();

describe('relative time', () => {
  it.each([
    [0, 'now'],
    [59, 'now'],
    [60, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [2 * 3_600, '2 hours ago'],
    [86_400, 'yesterday'],
    [3 * 86_400, '3 days ago'],
    [8 * 86_400, 'Jun 7, 2025'],
  ])('%i seconds ago is "%s"', (seconds, expected) => {
    expect(formatRelativeTime(new Date(now.getTime() - seconds * 1000), now)).toBe(expected);
  });

  it('takes a time in the future for now', () => {
    expect(formatRelativeTime(new Date(now.getTime() + 5_000), now)).toBe('now');
  });
});

describe('messages', () => {
  it('are English until another language is there', () => {
    expect(translate('common.cancel')).toBe('Cancel');
  });

  it.each(Object.entries({ de, ar }))('of %s have the parameters of the English ones, and none is empty', (_, messages) => {
    for (const [area, names] of Object.entries(en)) {
      for (const [name, message] of Object.entries(names)) {
        const translated = (messages as Record<string, Record<string, unknown>>)[area]?.[name];
        expect(parametersOf(translated), `${area}.${name}`).toEqual(parametersOf(message));
        expect(JSON.stringify(translated), `${area}.${name}`).not.toContain('""');
      }
    }
  });
});
