import { useEffect, useSyncExternalStore } from 'react';
import { colorToYield, loadGuest, saveGuest, type Guest } from './guest';

let current: Guest | null = null;
const listeners = new Set<() => void>();

function guest(): Guest {
  current ??= loadGuest(localStorage);
  return current;
}

function setGuest(next: Guest): void {
  current = next;
  saveGuest(localStorage, next);
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person at this browser, and how to change their name or colour everywhere at once. */
export function useGuest(): readonly [Guest, (next: Guest) => void] {
  return [useSyncExternalStore(subscribe, guest), setGuest];
}

/** Changes a colour that was dealt out when somebody here has the same. */
export function useOwnColor(others: readonly Pick<Guest, 'id' | 'color'>[]): void {
  const [own] = useGuest();
  useEffect(() => {
    const color = colorToYield(own, others);
    if (color !== null) {
      setGuest({ ...own, color });
    }
  }, [own, others]);
}
