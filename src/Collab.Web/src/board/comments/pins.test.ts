import { describe, expect, it } from 'vitest';
import { anchorAt, cardPlace, ElementLookup, placeOf, toBoard, toScreen, type BoardPoint, type PinnedElement } from './pins';

const element = (id: string, properties: Partial<PinnedElement> = {}): PinnedElement =>
  ({ id, x: 100, y: 100, width: 50, height: 50, isDeleted: false, ...properties });

const at = (x: number, y: number): BoardPoint => ({ x, y, space: 'board' });

describe('the pin of a comment', () => {
  it('goes onto the uppermost element, or the board', () => {
    const elements = [element('lower'), element('upper', { x: 120 }), element('deleted', { isDeleted: true })];

    expect(anchorAt(at(130, 110), elements)).toEqual({ kind: 'board', x: 10, y: 10, elementId: 'upper' });
    expect(anchorAt(at(105, 110), elements)).toEqual({ kind: 'board', x: 5, y: 10, elementId: 'lower' });
    expect(anchorAt(at(0, 0), elements)).toEqual({ kind: 'board', x: 0, y: 0, elementId: null });
  });

  it('follows its element, and stays on it when it shrinks', () => {
    let elements = [element('one')];
    const lookup = new ElementLookup(() => elements);
    const thread = { anchor: anchorAt(at(140, 130), elements) };

    elements = [element('one', { x: 500 })];
    expect(placeOf(thread, lookup)).toEqual(at(540, 130));
    elements = [element('one', { width: 10, height: 10 })];
    expect(placeOf(thread, lookup)).toEqual(at(110, 110));
  });

  it('sees an element move in the same list', () => {
    const moving = { ...element('one') };
    const lookup = new ElementLookup(() => [moving]);
    const thread = { anchor: anchorAt(at(100, 100), [moving]) };

    moving.x = 300;

    expect(placeOf(thread, lookup)).toEqual(at(300, 100));
  });

  it('is nowhere when its element is gone', () => {
    const anchor = anchorAt(at(110, 110), [element('one')]);

    expect(placeOf({ anchor }, new ElementLookup(() => []))).toBeNull();
    expect(placeOf({ anchor }, new ElementLookup(() => [element('one', { isDeleted: true })]))).toBeNull();
    expect(placeOf({ anchor: { kind: 'none' } }, new ElementLookup(() => []))).toBeNull();
  });

  it('is at the same point of the board at any zoom', () => {
    const view = { scrollX: -50, scrollY: 20, zoom: 2 };

    expect(toScreen(at(100, 100), view)).toEqual({ x: 100, y: 240, space: 'screen' });
    expect(toBoard(toScreen(at(100, 100), view), view)).toEqual(at(100, 100));
  });

  it.each([
    ['beside it', 100, 300, 144, 264],
    ['on the other side at the edge', 950, 300, 618, 264],
    ['within the surface above', 100, 5, 144, 8],
    ['within the surface below', 100, 795, 144, 592],
  ])('has its card %s', (_where, x, y, left, top) => {
    expect(cardPlace({ x, y, space: 'screen' }, { width: 320, height: 200 }, { width: 1000, height: 800 }))
      .toEqual({ x: left, y: top, space: 'screen' });
  });
});
