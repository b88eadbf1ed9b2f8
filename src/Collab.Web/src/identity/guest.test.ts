import { describe, expect, it } from 'vitest';
import { palette } from './palette';
import { cleanName, colorToYield, initials, loadGuest, saveGuest, type GuestStorage } from './guest';

describe('guest', () => {
  it('is made up once and remembered', () => {
    const storage = memoryStorage();

    const first = loadGuest(storage);
    const second = loadGuest(storage);

    expect(first.name).toMatch(/^\w+ \w+$/);
    expect(second).toEqual(first);
  });

  it('keeps a changed name', () => {
    const storage = memoryStorage();
    const guest = loadGuest(storage);

    saveGuest(storage, { ...guest, name: 'Ada' });

    expect(loadGuest(storage).name).toBe('Ada');
  });

  it('is made anew when what was stored is garbage', () => {
    expect(loadGuest(memoryStorage('{"id":7')).id).toHaveLength(16);
    expect(loadGuest(memoryStorage('null')).name).not.toBe('');
  });

  it('works where storage is forbidden', () => {
    const forbidden: GuestStorage = {
      getItem: () => { throw new Error('denied'); },
      setItem: () => { throw new Error('denied'); },
    };

    expect(loadGuest(forbidden).name).not.toBe('');
  });

  it('has a name of one short line', () => {
    expect(cleanName('  Ada \n Lovelace ', 'Guest')).toBe('Ada Lovelace');
    expect(cleanName('   ', 'Guest')).toBe('Guest');
    expect(cleanName('x'.repeat(99), 'Guest')).toHaveLength(32);
  });

  it('gives its colour up to one who had it first, unless it was chosen', () => {
    const guest = { ...loadGuest(memoryStorage()), id: 'm' };
    const same = { color: guest.color };

    expect(colorToYield(guest, [{ id: 'a', ...same }])).not.toBe(guest.color);
    expect(colorToYield(guest, [{ id: 'a', ...same }])).not.toBeNull();
    expect(colorToYield(guest, [{ id: 'z', ...same }])).toBeNull();
    expect(colorToYield({ ...guest, choseColor: true }, [{ id: 'a', ...same }])).toBeNull();
    expect(colorToYield(guest, palette.map(({ hex }) => ({ id: 'a', color: hex })))).toBeNull();
  });

  it('is shortened to initials', () => {
    expect(initials('Ada Lovelace')).toBe('AL');
    expect(initials('émile')).toBe('É');
    expect(initials('  ')).toBe('?');
  });
});

function memoryStorage(content: string | null = null): GuestStorage {
  let kept = content;
  return { getItem: () => kept, setItem: (_key, value) => { kept = value; } };
}
