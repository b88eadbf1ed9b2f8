/** How long something may take to open before the rest goes on beside it, in milliseconds. */
const patience = 10_000;

let openings = 0;
const waiting = new Set<() => void>();

/** Tells that something is being opened; what is returned, that it is there, or will not be. Twice is once. */
export function beginOpening(): () => void {
  let isOpen = false;
  openings++;
  return () => {
    openings -= isOpen ? 0 : 1;
    isOpen = true;
    if (openings === 0) {
      waiting.forEach((goOn) => goOn());
    }
  };
}

/**
 * Calls back once the page has loaded, shows what was asked for and has nothing to do: the document comes before all that the
 * next visit or a nicer sight needs.
 */
export function whenAtRest(callback: () => void): void {
  if (document.readyState === 'complete') {
    whenIdle(() => whenNothingOpens(callback));
  } else {
    addEventListener('load', () => whenAtRest(callback), { once: true });
  }
}

function whenNothingOpens(callback: () => void): void {
  if (openings === 0) {
    callback();
    return;
  }
  const goOn = () => {
    clearTimeout(timer);
    waiting.delete(goOn);
    // What opened may have something else to open.
    whenIdle(() => whenNothingOpens(callback));
  };
  const timer = setTimeout(() => {
    waiting.delete(goOn);
    callback();
  }, patience);
  waiting.add(goOn);
}

function whenIdle(callback: () => void): void {
  if ('requestIdleCallback' in globalThis) {
    requestIdleCallback(callback, { timeout: 5_000 });
  } else {
    setTimeout(callback, 1_000);
  }
}
