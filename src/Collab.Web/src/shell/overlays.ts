import { useSyncExternalStore } from 'react';

/** What lies over every page when somebody asks for it; one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'settings';

let current: Overlay | null = null;
const listeners = new Set<() => void>();

export function openOverlay(overlay: Overlay): void {
  change(overlay);
}

export function closeOverlay(): void {
  change(null);
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(subscribe, () => current);
}

function change(next: Overlay | null): void {
  current = next;
  listeners.forEach((listener) => listener());
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
