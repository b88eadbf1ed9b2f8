import { useEffect, useState } from 'react';

/** Later than this the menus come, also where the browser has no moment to spare; in milliseconds. */
const patience = 400;

/** Whether the text is there to type into, and what is not needed for that may be loaded. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const settle = () => setSettled(true);
    // Safari has no such thing.
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(settle, patience);
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(settle, { timeout: patience });
    return () => cancelIdleCallback(request);
  }, []);
  return settled;
}
