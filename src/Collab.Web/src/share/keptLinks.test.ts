import { describe, expect, it } from 'vitest';
import { forgetLink, keepLink, maxKeptLinks, readLink, withoutToken, type KeptLink } from './keptLinks';

class MemoryStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
}

const plan: KeptLink = { document: 'plan', kind: 'board', right: 'read' };

describe('links that were opened here', () => {
  it('are known by what they opened, and by nothing that lets anybody in', () => {
    const storage = new MemoryStorage();

    keepLink(storage, 'one', { ...plan, token: 'secret' } as KeptLink);

    expect(readLink(storage, 'one')).toEqual(plan);
    expect(readLink(storage, 'two')).toBeNull();
    expect([...storage.values.values()].join()).not.toContain('secret');
    expect(withoutToken(plan)).toEqual({ ...plan, token: 'v1.none', expiresAt: 0 });
  });

  it('are known as they were opened last, until they are over', () => {
    const storage = new MemoryStorage();
    keepLink(storage, 'one', plan);
    keepLink(storage, 'two', plan);
    keepLink(storage, 'one', { ...plan, right: 'write' });
    expect(readLink(storage, 'one')?.right).toBe('write');

    forgetLink(storage, 'one');
    forgetLink(storage, 'never');

    expect(readLink(storage, 'one')).toBeNull();
    expect(readLink(storage, 'two')).toEqual(plan);
  });

  it('are not too many', () => {
    const storage = new MemoryStorage();
    for (let number = 0; number <= maxKeptLinks; number++) {
      keepLink(storage, `link${number}`, plan);
    }

    expect(readLink(storage, 'link0')).toBeNull();
    expect(readLink(storage, 'link1')).toEqual(plan);
  });

  it.each([
    ['"x"'], ['[7, null, ["one"], ["one", null]]'], ['[["one", {"document": "", "kind": "board", "right": "read"}]]'],
    ['[["one", {"document": "plan", "kind": "sheet", "right": "read"}]]'], ['[["one", {"document": "plan", "kind": "board", "right": "owner"}]]'],
  ])('are none where what is kept is %s', (kept) => {
    const storage = new MemoryStorage();
    storage.setItem('collab.links', kept);

    expect(readLink(storage, 'one')).toBeNull();
  });
});
