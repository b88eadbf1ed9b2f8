import { describe, expect, it } from 'vitest';
import { maxOpened, noteOpened, readOpened } from './opened';

function storage() {
  const values = new Map<string, string>();
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) };
}

describe('what was opened', () => {
  it('is remembered once each, with the last time', () => {
    const kept = storage();

    noteOpened(kept, 'a', 1);
    noteOpened(kept, 'b', 2);
    noteOpened(kept, 'a', 3);

    expect([...readOpened(kept)]).toEqual([['a', 3], ['b', 2]]);
  });

  it('is forgotten when it is long ago and much came after', () => {
    const kept = storage();

    for (let at = 0; at <= maxOpened; at++) {
      noteOpened(kept, `n${at}`, at);
    }

    expect(readOpened(kept).size).toBe(maxOpened);
    expect(readOpened(kept).has('n0')).toBe(false);
  });

  it.each(['', '{', '{"a":1}', '[1,["a"],["b","c"]]'])('is nothing where %j is kept', (json) => {
    expect(readOpened({ getItem: () => json, setItem: () => {} }).size).toBe(0);
  });

  it('is not remembered where the browser forbids it, and nothing breaks', () => {
    const forbidden = { getItem: () => null, setItem: () => { throw new Error('forbidden'); } };

    expect(() => noteOpened(forbidden, 'a', 1)).not.toThrow();
  });
});
