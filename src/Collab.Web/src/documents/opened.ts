import { keep, readKept, type DeviceStorage } from './deviceStorage';

const storageKey = 'collab.opened';

/** How many are remembered. */
export const maxOpened = 200;

/** When this browser last opened a document: names to milliseconds since 1970. */
export type Opened = ReadonlyMap<string, number>;

export function readOpened(storage: DeviceStorage): Opened {
  const kept = readKept(storage, storageKey);
  const entries = Array.isArray(kept) ? kept.filter(isOpening) : [];
  return new Map(entries);
}

/** Remembers that a document was opened now; of too many the oldest are forgotten. */
export function noteOpened(storage: DeviceStorage, name: string, now: number): void {
  const rest = [...readOpened(storage)].filter(([known]) => known !== name);
  keep(storage, storageKey, [[name, now], ...rest].slice(0, maxOpened));
}

const isOpening = (value: unknown): value is [string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
