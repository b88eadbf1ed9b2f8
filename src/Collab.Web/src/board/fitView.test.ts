import { describe, expect, it } from 'vitest';
import { fitView } from './fitView';

describe('a view that is followed', () => {
  it('is the same on a screen of the same size', () => {
    expect(fitView([629.11, 458.4, 2051.33, 1289.51], { width: 1280, height: 748 }).zoom).toBeCloseTo(0.9, 4);
    expect(fitView([0, 0, 100, 50], { width: 200, height: 100 })).toEqual({ scrollX: 0, scrollY: 0, zoom: 2 });
  });

  it('is seen whole on a smaller screen, in its middle', () => {
    expect(fitView([0, 0, 1000, 500], { width: 400, height: 800 })).toEqual({ scrollX: 0, scrollY: 750, zoom: 0.4 });
  });

  it('stays within what can be zoomed', () => {
    expect(fitView([0, 0, 1, 1], { width: 1000, height: 1000 }).zoom).toBe(30);
    expect(fitView([0, 0, 1e6, 1e6], { width: 1000, height: 1000 }).zoom).toBe(0.1);
  });
});
