/** `localStorage`, or what stands for it in tests. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Reads a JSON value that this browser keeps; null where there is none, it is no JSON, or the browser forbids storing. */
export function readKept(storage: DeviceStorage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps a JSON value for the next visit, where the browser lets us: full or forbidden, it lives as long as the page. */
export function keep(storage: DeviceStorage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}
