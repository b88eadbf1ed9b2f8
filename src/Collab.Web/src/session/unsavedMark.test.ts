import { beforeEach, describe, expect, it } from 'vitest';
import { UnsavedMark } from './unsavedMark';

describe('the mark of unsaved edits in this browser', () => {
  let marks: Map<string, number>;
  const open = (clientId: number) => new UnsavedMark(
    { set: (key, changes) => marks.set(key, changes), remove: (key) => marks.delete(key) }, clientId,
    [...marks].map(([key, changes]) => ({ key, changes })));

  beforeEach(() => {
    marks = new Map();
  });

  it('is there from the edit to the confirmation', () => {
    const mark = open(1);
    mark.update(false, 0);
    const before = marks.size;
    mark.update(true, 1);
    const during = marks.size;
    mark.update(false, 0);

    expect([before, during, marks.size]).toEqual([0, 1, 0]);
  });

  it('stays for the next visit, which takes it away once all is confirmed', () => {
    open(1).update(true, 1);
    const next = open(2);
    next.update(true, 1);

    expect(marks.size).toBe(2);

    next.update(false, 0);

    expect(marks.size).toBe(0);
  });

  it('of a tab that came later is not taken away with those found', () => {
    const first = open(1);
    first.update(true, 1);
    const second = open(2);
    second.update(true, 1);
    first.update(false, 0);

    expect([...marks.keys()]).toEqual(['unsaved 2']);
  });

  it('tells how many changes each visit has left', () => {
    open(1).update(true, 3);
    const next = open(2);
    next.update(true, 4);

    expect([...marks]).toEqual([['unsaved 1', 3], ['unsaved 2', 1]]);
  });
});
