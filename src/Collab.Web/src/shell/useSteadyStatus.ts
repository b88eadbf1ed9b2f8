import { useEffect, useState } from 'react';
import type { Status } from '../session/status';

/** Milliseconds for which "Saved" must have been true before it follows "Saving". */
const holdMilliseconds = 300;

/**
 * The status to show: while somebody drags or types it goes from saving to saved and back many times a second, which
 * nobody can read, and the browser would lay out and paint the page anew each time. "Saved" comes a moment later; all
 * else comes at once.
 */
export function useSteadyStatus(status: Status): Status {
  const [shown, setShown] = useState(status);
  const waits = status.state === 'saved' && shown.state === 'saving';

  useEffect(() => {
    if (!waits) {
      setShown(status);
      return;
    }
    const timer = setTimeout(() => setShown(status), holdMilliseconds);
    return () => clearTimeout(timer);
  }, [status, waits]);

  return waits ? shown : status;
}
