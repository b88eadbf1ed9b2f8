import type { EditorKind } from '../documents/kinds';
import type { AccessRight } from '../session/access';

const all: readonly AccessRight[] = ['read', 'comment', 'write'];

/** Texts have no comments, so nobody is offered to write some. */
const hasComments = (kind: EditorKind): boolean => kind !== 'text';

/** What links to a document can give. */
export const offeredRights = (kind: EditorKind): readonly AccessRight[] =>
  all.filter((right) => right !== 'comment' || hasComments(kind));

/** What a right comes to in a document: who may comment where there are no comments may read. The server gives such links, too. */
export const effectiveRight = (kind: EditorKind, right: AccessRight): AccessRight =>
  offeredRights(kind).includes(right) ? right : 'read';
