import { describe, expect, it } from 'vitest';
import { splitSnippet } from './snippet';

describe('a snippet', () => {
  it('is cut where its highlights begin and end', () => {
    expect(splitSnippet({ snippet: 'the plan of plans', ranges: [[12, 4], [4, 4]] })).toEqual([
      { text: 'the ', isHit: false }, { text: 'plan', isHit: true }, { text: ' of ', isHit: false },
      { text: 'plan', isHit: true }, { text: 's', isHit: false },
    ]);
  });

  it('keeps its text whatever the highlights are', () => {
    const parts = splitSnippet({ snippet: 'abc', ranges: [[-1, 2], [1, 99], [0, 1], [0, 2], [2, 0]] });

    expect(parts.map(({ text }) => text).join('')).toBe('abc');
    expect(parts[0]).toEqual({ text: 'a', isHit: true });
  });
});
