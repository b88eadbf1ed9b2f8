import { describe, expect, it } from 'vitest';
import { trim, unknownLength, type KeptResponses } from './bounded';

describe('a bounded cache', () => {
  it('stays as it is within its bounds', async () => {
    const cache = cacheOf(100, 100, 100);

    await trim(cache, { entries: 3, bytes: 300 });

    expect(cache.left()).toEqual([0, 1, 2]);
  });

  it('loses first what was kept first: too many', async () => {
    const cache = cacheOf(1, 1, 1, 1);

    await trim(cache, { entries: 2, bytes: 300 });

    expect(cache.left()).toEqual([2, 3]);
  });

  it('loses first what was kept first: too large', async () => {
    const cache = cacheOf(100, 250, 40, 50);

    await trim(cache, { entries: 10, bytes: 100 });

    expect(cache.left()).toEqual([2, 3]);
  });

  it('reckons with a length for what tells none', async () => {
    const cache = cacheOf(null, 'nonsense', 1);

    await trim(cache, { entries: 10, bytes: unknownLength + 1 });

    expect(cache.left()).toEqual([1, 2]);
  });
});

function cacheOf(...lengths: readonly (number | string | null)[]): KeptResponses & { left(): readonly number[] } {
  const entries = new Map(lengths.map((length, at) => [new Request(`http://localhost/${at}`), length]));
  return {
    keys: async () => [...entries.keys()],
    match: async (request) => {
      const length = entries.get(request);
      return new Response(null, length === null || length === undefined ? {} : { headers: { 'Content-Length': `${length}` } });
    },
    delete: async (request) => entries.delete(request),
    left: () => [...entries.keys()].map((request) => Number(new URL(request.url).pathname.slice(1))),
  };
}
