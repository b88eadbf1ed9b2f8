import { describe, expect, it } from 'vitest';
import { cleanFolderName, keepEmptyFolders, readEmptyFolders, renameEmptyFolder } from './emptyFolders';

class MemoryStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
}

describe('folders that only this browser knows', () => {
  it('are kept, each once, and read defensively', () => {
    const storage = new MemoryStorage();
    keepEmptyFolders(storage, ['Work', 'Home', 'Work']);
    expect(readEmptyFolders(storage)).toEqual(['Work', 'Home']);

    storage.setItem('collab.folders', '[1, "", "Work", null]');
    expect(readEmptyFolders(storage)).toEqual(['Work']);
    storage.setItem('collab.folders', '{"a": 1}');
    expect(readEmptyFolders(storage)).toEqual([]);
  });

  it('have their new names', () => {
    expect(renameEmptyFolder(['Work', 'Home'], 'Work', 'Office')).toEqual(['Office', 'Home']);
    expect(renameEmptyFolder(['Home'], 'Work', 'Office')).toEqual(['Home']);
  });

  it('are called by one line', () => {
    expect(cleanFolderName('  a\n\t b ')).toBe('a b');
    expect(cleanFolderName(' \u0000 ')).toBe('');
  });
});
