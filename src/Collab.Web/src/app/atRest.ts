/** Calls back once the page has loaded and has nothing to do: what is on screen comes first. */
export function whenAtRest(callback: () => void): void {
  const whenIdle = () => ('requestIdleCallback' in window ? requestIdleCallback(callback, { timeout: 5_000 }) : setTimeout(callback, 1_000));
  if (document.readyState === 'complete') {
    whenIdle();
  } else {
    addEventListener('load', whenIdle, { once: true });
  }
}
