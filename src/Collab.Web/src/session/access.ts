import { useSyncExternalStore } from 'react';
import type { Session } from './session';

/** What the person at this browser may do with a document. */
export type AccessRight = 'read' | 'comment' | 'write';

export const isAccessRight = (value: unknown): value is AccessRight =>
  value === 'read' || value === 'comment' || value === 'write';

/** What may be done with an open document: as the way in promised, until the server tells, which it does on each connection. */
export class Access {
  private readonly listeners = new Set<() => void>();

  constructor(private current: AccessRight) {}

  get right(): AccessRight {
    return this.current;
  }

  /** Calls back when the right has changed. Returns how to stop. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  /** The server said what it is. */
  tell(right: AccessRight): void {
    if (right !== this.current) {
      this.current = right;
      this.listeners.forEach((listener) => listener());
    }
  }
}

/** What the person may do with the open document; the component renders anew when that changes. */
export function useAccess(session: Session): AccessRight {
  return useSyncExternalStore(session.access.subscribe, () => session.access.right);
}
