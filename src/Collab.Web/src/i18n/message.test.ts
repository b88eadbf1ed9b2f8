import { describe, expect, it } from 'vitest';
import { format } from './message';

describe('a message', () => {
  it('has its parameters put in', () => {
    expect(format('{name} joined {place}', { name: 'Ada', place: 'the board' }, 'en')).toBe('Ada joined the board');
  });

  it('takes what a parameter holds as text, also what looks like a parameter', () => {
    expect(format('{name} joined', { name: '{count} $& people', count: 3 }, 'en')).toBe('{count} $& people joined');
  });

  it('shows a parameter that nobody gave, so that the fault is seen', () => {
    expect(format('{name} joined', {}, 'en')).toBe('{name} joined');
  });

  it.each([
    ['en', 0, 'items'], ['en', 1, 'item'], ['en', 2, 'items'],
    ['ar', 0, 'zero'], ['ar', 1, 'item'], ['ar', 2, 'two'], ['ar', 5, 'few'], ['ar', 11, 'many'], ['ar', 100, 'items'],
  ])('follows the plural rules of %s for %i', (locale, count, expected) => {
    const plural = { zero: 'zero', one: 'item', two: 'two', few: 'few', many: 'many', other: 'items' };
    const english = { one: 'item', other: 'items' };

    expect(format(locale === 'en' ? english : plural, { count }, locale)).toBe(expected);
  });

  it('writes numbers as the language does', () => {
    expect(format('{count} Einträge', { count: 12345 }, 'de')).toBe('12.345 Einträge');
  });
});
