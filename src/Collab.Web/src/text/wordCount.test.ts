import { describe, expect, it } from 'vitest';
import { countText } from './wordCount';

describe('the count of a text', () => {
  it.each([
    ['', 0, 0], ['   ', 0, 3], ['one', 1, 3], ['# Two words!\n', 2, 13], ["it's 3.5 km", 3, 11], ['你好世界', 2, 4], ['👩‍👩‍👧 hi', 1, 4],
    ['مرحبا بالعالم', 2, 13],
  ])('%j has %i words and %i characters', (text, words, characters) => {
    expect(countText(text)).toEqual({ words, characters });
  });

  it('is found for very long texts too', () => {
    expect(countText('word, '.repeat(50_000)).words).toBe(50_000);
  });
});
