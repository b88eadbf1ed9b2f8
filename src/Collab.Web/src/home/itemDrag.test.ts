import { describe, expect, it, vi } from 'vitest';
import type { DocumentEntry } from '../documents/api';
import { canDrop, ItemDrag } from './itemDrag';

const entry = (more: Partial<DocumentEntry> = {}): DocumentEntry => ({
  name: 'a', kind: 'text', title: 'A', createdAt: new Date(0), updatedAt: new Date(0), folder: 'Work', starred: false, trashedAt: null,
  thumbnail: null, ...more,
});

describe('an item that is dragged', () => {
  it('goes to another folder, and to none', () => {
    expect(canDrop(entry(), 'Home')).toBe(true);
    expect(canDrop(entry(), '')).toBe(true);
  });

  it('does not go where it is, nor out of the trash', () => {
    expect(canDrop(entry(), 'Work')).toBe(false);
    expect(canDrop(entry({ folder: '' }), '')).toBe(false);
    expect(canDrop(entry({ trashedAt: new Date(1) }), 'Home')).toBe(false);
    expect(canDrop(null, 'Home')).toBe(false);
  });

  it('is known from when it is lifted until it is let go', () => {
    const drag = new ItemDrag();
    const changed = vi.fn();
    const stop = drag.subscribe(changed);
    const lifted = entry();

    drag.begin(lifted);
    expect(drag.get()).toBe(lifted);
    drag.end();
    drag.end();

    expect(drag.get()).toBeNull();
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    drag.begin(lifted);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
