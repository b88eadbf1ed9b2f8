import { useSyncExternalStore } from 'react';
import type { Peer } from './peers';

/** What a click on somebody's face does, while an editor is open that offers something. */
export type PeerAction = {
  readonly label: (peer: Peer) => string;
  readonly isActive: (peer: Peer) => boolean;
  readonly run: (peer: Peer) => void;
};

let current: PeerAction | null = null;
const listeners = new Set<() => void>();

/** Offers an action until it is taken back. Returns how. */
export function offerPeerAction(action: PeerAction): () => void {
  set(action);
  return () => {
    if (current === action) {
      set(null);
    }
  };
}

export function usePeerAction(): PeerAction | null {
  return useSyncExternalStore(subscribe, () => current);
}

function set(action: PeerAction | null): void {
  current = action;
  listeners.forEach((listener) => listener());
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
