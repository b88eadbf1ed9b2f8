import { describe, expect, it } from 'vitest';
import { formatShortcut, isPlain, matches, type KeyPress } from './shortcut';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers });

describe('a shortcut', () => {
  it.each([
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false],
    ['Mod+K', press('k', { metaKey: true }), false],
    ['Mod+K', press('k', { ctrlKey: true, metaKey: true }), false],
    ['Mod+Shift+K', press('K', { ctrlKey: true, shiftKey: true }), true],
    ['?', press('?', { shiftKey: true }), true],
    ['?', press('?'), true],
    ['?', press('?', { ctrlKey: true }), false],
    ['n', press('N', { shiftKey: true }), false],
    ['n', press('n'), true],
    ['Alt+Enter', press('Enter', { altKey: true }), true],
  ])('%s and %o: %s', (shortcut, pressed, expected) => {
    expect(matches(shortcut, pressed, false)).toBe(expected);
  });

  it('has the command key on a Mac', () => {
    expect(matches('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(matches('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('is shown as it stands on the keys', () => {
    expect(formatShortcut('Mod+Shift+k', false)).toBe('Ctrl+Shift+K');
    expect(formatShortcut('Mod+Shift+k', true)).toBe('⇧⌘K');
    expect(formatShortcut('?', false)).toBe('?');
  });

  it('is plain if it is a mere character', () => {
    expect(['?', 'n', 'Mod+K', 'Alt+n', 'Escape'].map(isPlain)).toEqual([true, true, false, false, false]);
  });
});
