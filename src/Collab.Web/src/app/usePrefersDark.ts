import { useSyncExternalStore } from 'react';

const query = matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the system asks for dark colours. Our own styles follow by themselves; this is for editors that have to be told. */
export function usePrefersDark(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
