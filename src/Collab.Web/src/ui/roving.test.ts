import { describe, expect, it } from 'vitest';
import { nextIndex } from './roving';

describe('the focus in a list', () => {
  it.each([
    ['ArrowDown', 0, 1], ['ArrowDown', 2, 0], ['ArrowDown', -1, 0],
    ['ArrowUp', 2, 1], ['ArrowUp', 0, 2], ['ArrowUp', -1, 2],
    ['Home', 2, 0], ['End', 0, 2],
  ])('goes with %s from %i to %i of three', (key, now, expected) => {
    expect(nextIndex(key, now, 3)).toBe(expected);
  });

  it('stays for other keys, and where there is nothing', () => {
    expect(nextIndex('a', 0, 3)).toBeNull();
    expect(nextIndex('ArrowDown', -1, 0)).toBeNull();
  });
});
