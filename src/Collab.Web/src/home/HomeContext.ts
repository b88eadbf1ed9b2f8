import { createContext, use } from 'react';
import type { ItemActions } from './itemActions';
import type { ItemDrag } from './itemDrag';

/** What every item of the home page needs: what can be done with it, and what this device has. */
export type Home = {
  readonly actions: ItemActions;
  /** What is being dragged to a folder. */
  readonly drag: ItemDrag;
  /** Whether the server is away: only what is kept here opens. */
  readonly isAway: boolean;
  /** Names of what this browser keeps; null where it does not tell. */
  readonly keptHere: ReadonlySet<string> | null;
};

export const HomeContext = createContext<Home | null>(null);

export function useHome(): Home {
  const home = use(HomeContext);
  if (!home) {
    throw new Error('this belongs on the home page');
  }
  return home;
}
