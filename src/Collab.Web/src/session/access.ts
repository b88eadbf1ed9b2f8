import type { Session } from './session';

/** What the person at this browser may do with a document. */
export type AccessRight = 'read' | 'comment' | 'write';

/** What the person may do with the open document; the component renders anew when that changes. */
export function useAccess(_session: Session): AccessRight {
  return 'write';
}
