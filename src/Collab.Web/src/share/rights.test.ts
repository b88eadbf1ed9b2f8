import { describe, expect, it } from 'vitest';
import { effectiveRight, offeredRights } from './rights';

describe('what a link gives', () => {
  it.each(['board', 'page'] as const)('may be to comment on a %s', (kind) => {
    expect(offeredRights(kind)).toEqual(['read', 'comment', 'write']);
    expect(effectiveRight(kind, 'comment')).toBe('comment');
  });

  it('is not to comment on a text, where there are no comments: an older link is one to view', () => {
    expect(offeredRights('text')).toEqual(['read', 'write']);
    expect((['read', 'comment', 'write'] as const).map((right) => effectiveRight('text', right))).toEqual(['read', 'read', 'write']);
  });
});
