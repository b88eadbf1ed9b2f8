import { describe, expect, it } from 'vitest';
import { lineAtTop, topOfLine, type Anchor } from './scrollStep';

const anchors: readonly Anchor[] = [{ line: 0, top: 10 }, { line: 4, top: 50 }, { line: 5, top: 250 }];

describe('scrolling in step', () => {
  it.each([[0, 10], [2, 30], [4, 50], [4.5, 150], [5, 250], [99, 250]])('finds line %d at %d', (line, top) => {
    expect(topOfLine(anchors, line)).toBe(top);
  });

  it.each([[0, 0], [10, 0], [30, 2], [150, 4.5], [9999, 5]])('finds at %d line %d', (top, line) => {
    expect(lineAtTop(anchors, top)).toBe(line);
  });

  it('goes to the top where nothing is shown', () => {
    expect([topOfLine([], 7), lineAtTop([], 7)]).toEqual([0, 0]);
  });

  it('keeps to one of two lines at one height', () => {
    const together = [{ line: 0, top: 0 }, { line: 3, top: 0 }, { line: 6, top: 60 }];

    expect(lineAtTop(together, 0)).toBe(3);
    expect(topOfLine(together, 1)).toBe(0);
  });
});
