import { useSyncExternalStore } from 'react';

const milliseconds = 60_000;
const listeners = new Set<() => void>();
let minute = Math.floor(Date.now() / milliseconds);
let timer: ReturnType<typeof setInterval> | null = null;

/** Renders the component anew each minute, for what it says of how long ago something was. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => minute);
}

/** One timer for all, while anybody listens. */
function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(() => {
    minute = Math.floor(Date.now() / milliseconds);
    listeners.forEach((listener) => listener());
  }, milliseconds);
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}
