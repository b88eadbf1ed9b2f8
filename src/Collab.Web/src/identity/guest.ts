import { palette, personColor } from './palette';

/** The person at this browser: known to others by name and colour; the id tells two tabs of one person from two people. */
export type Guest = {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** Whether the person chose the colour; one that was dealt out gives way to somebody who has the same. */
  readonly choseColor: boolean;
};

/** The longest name that others are shown. */
export const maxNameLength = 32;

const storageKey = 'collab.guest';

const adjectives = [
  'Calm', 'Bright', 'Quick', 'Kind', 'Merry', 'Quiet', 'Brave', 'Clever', 'Gentle', 'Lucky', 'Sunny', 'Witty',
];
const animals = [
  'Otter', 'Heron', 'Fox', 'Lynx', 'Robin', 'Badger', 'Finch', 'Hare', 'Seal', 'Wren', 'Beaver', 'Owl',
];

/** Where the guest is kept; `localStorage`, or nothing where the browser forbids it. */
export type GuestStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Reads the guest of this browser, making one up at the first visit. `random` yields numbers in [0, 1). */
export function loadGuest(storage: GuestStorage, random: () => number = Math.random): Guest {
  const stored = parseGuest(read(storage));
  if (stored) {
    return stored;
  }

  const guest: Guest = {
    id: Array.from({ length: 4 }, () => Math.floor(random() * 36 ** 4).toString(36).padStart(4, '0')).join(''),
    name: `${pick(adjectives, random)} ${pick(animals, random)}`,
    color: pick(palette, random).hex,
    choseColor: false,
  };
  saveGuest(storage, guest);
  return guest;
}

/** Keeps the guest for the next visit, where the browser lets us. */
export function saveGuest(storage: GuestStorage, guest: Guest): void {
  try {
    storage.setItem(storageKey, JSON.stringify(guest));
  } catch {
    // Storage is full or forbidden: the name lives as long as the page.
  }
}

/** The name as others see it: one line, not empty, not too long. */
export function cleanName(name: string, fallback: string): string {
  const line = name.replace(/\s+/g, ' ').trim().slice(0, maxNameLength);
  return line === '' ? fallback : line;
}

/**
 * A colour that nobody here has, if the guest's is taken by somebody else and was not chosen; null to keep it. Of two
 * with the same colour, the one with the greater id gives way.
 */
export function colorToYield(
  guest: Guest, others: readonly Pick<Guest, 'id' | 'color'>[], random: () => number = Math.random,
): string | null {
  const clashes = others.some((other) => other.color === guest.color && other.id < guest.id);
  if (guest.choseColor || !clashes) {
    return null;
  }
  const taken = new Set(others.map((other) => other.color));
  const free = palette.filter((color) => !taken.has(color.hex));
  return free.length > 0 ? pick(free, random).hex : null;
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => (word ? ([...word][0] ?? '') : '')).join('').toUpperCase() || '?';
}

function read(storage: GuestStorage): string | null {
  try {
    return storage.getItem(storageKey);
  } catch {
    return null;
  }
}

function parseGuest(json: string | null): Guest | null {
  try {
    const value: unknown = JSON.parse(json ?? 'null');
    if (typeof value !== 'object' || value === null) {
      return null;
    }
    const { id, name, color, choseColor } = value as Partial<Record<keyof Guest, unknown>>;
    return typeof id === 'string' && id !== '' && typeof name === 'string'
      ? { id, name: cleanName(name, 'Guest'), color: personColor(color).hex, choseColor: choseColor === true }
      : null;
  } catch {
    return null;
  }
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}
