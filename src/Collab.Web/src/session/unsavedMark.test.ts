import { beforeEach, describe, expect, it } from 'vitest';
import { UnsavedMark } from './unsavedMark';

describe('the mark of unsaved edits in this browser', () => {
  let marks: Set<string>;
  const open = (clientId: number) => new UnsavedMark(
    { set: (key) => marks.add(key), remove: (key) => marks.delete(key) }, clientId, [...marks]);

  beforeEach(() => {
    marks = new Set();
  });

  it('is there from the edit to the confirmation', () => {
    const mark = open(1);
    mark.update(false);
    const before = marks.size;
    mark.update(true);
    const during = marks.size;
    mark.update(false);

    expect([before, during, marks.size]).toEqual([0, 1, 0]);
  });

  it('stays for the next visit, which takes it away once all is confirmed', () => {
    open(1).update(true);
    const next = open(2);
    next.update(true);

    expect(marks.size).toBe(2);

    next.update(false);

    expect(marks.size).toBe(0);
  });

  it('of a tab that came later is not taken away with those found', () => {
    const first = open(1);
    first.update(true);
    const second = open(2);
    second.update(true);
    first.update(false);

    expect([...marks]).toEqual(['unsaved 2']);
  });
});
