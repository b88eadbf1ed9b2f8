import { whenAtRest } from './atRest';

const load = () => void import('../styles/typeface').catch(() => {});

/**
 * Brings in the typeface. It is as large as half of the home page: at the first visit words are there at once in the
 * device's own, and change when the page is at rest. Later the service worker has it, and it is there from the start.
 */
export function startTypeface(): void {
  if (globalThis.navigator.serviceWorker?.controller) {
    load();
  } else {
    whenAtRest(load);
  }
}
