/** The keys that a command is called by. "Mod" is the command key on a Mac, the control key elsewhere. */
type Shortcut = { readonly key: string; readonly mod: boolean; readonly shift: boolean; readonly alt: boolean };

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Reads "Mod+Shift+K", "Alt+Enter", "?". */
export function parseShortcut(text: string): Shortcut {
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  return { key: key.toLowerCase(), mod: parts.includes('Mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt') };
}

/** Whether a key press is the shortcut. A character that needs Shift, such as "?", is itself. */
export function matches(shortcut: string, press: KeyPress, isMac: boolean): boolean {
  const { key, mod, shift, alt } = parseShortcut(shortcut);
  const isLetterOrName = key.length > 1 || key.toUpperCase() !== key;
  return press.key.toLowerCase() === key
    && (isMac ? press.metaKey : press.ctrlKey) === mod
    && !(isMac ? press.ctrlKey : press.metaKey)
    && press.altKey === alt
    && (!isLetterOrName || press.shiftKey === shift);
}

/** Whether a shortcut is a mere character, which somebody who types means for the text. */
export function isPlain(shortcut: string): boolean {
  const { mod, alt, key } = parseShortcut(shortcut);
  return !mod && !alt && key.length === 1;
}

/** As it stands on keys: "Ctrl+Shift+K", or "⇧⌘K" on a Mac. */
export function formatShortcut(shortcut: string, isMac: boolean): string {
  const { key, mod, shift, alt } = parseShortcut(shortcut);
  const name = key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1);
  return isMac
    ? `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`
    : `${mod ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

export const isMac = (): boolean => /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? '');
