import { keep, readKept, type DeviceStorage } from '../documents/deviceStorage';
import { sortings, type Sorting } from './listing';

/** How this browser likes the home page. */
export type Preferences = { readonly layout: 'grid' | 'list'; readonly sorting: Sorting };

const storageKey = 'collab.home';

export function readPreferences(storage: DeviceStorage): Preferences {
  const kept = readKept(storage, storageKey);
  const { layout, sorting } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<keyof Preferences, unknown>;
  return {
    layout: layout === 'list' ? 'list' : 'grid',
    sorting: sortings.find((known) => known === sorting) ?? 'updated',
  };
}

export const keepPreferences = (storage: DeviceStorage, preferences: Preferences): void =>
  keep(storage, storageKey, preferences);
