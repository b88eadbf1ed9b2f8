import { describe, expect, it, vi } from 'vitest';
import { Access, isAccessRight } from './access';

describe('the right to a document', () => {
  it('is what was promised until the server tells', () => {
    const access = new Access('comment');
    expect(access.right).toBe('comment');

    access.tell('read');
    expect(access.right).toBe('read');
  });

  it('is told of only when it changes, and until nobody wants to know', () => {
    const access = new Access('write');
    const changed = vi.fn();
    const stop = access.subscribe(changed);

    access.tell('write');
    access.tell('read');
    stop();
    access.tell('write');

    expect(changed).toHaveBeenCalledTimes(1);
  });

  it.each([['read', true], ['comment', true], ['write', true], ['none', false], [null, false], [{}, false]])('%o: %s', (value, is) => {
    expect(isAccessRight(value)).toBe(is);
  });
});
