import { describe, expect, it } from 'vitest';
import { isDrawable, isOrderKey } from './drawable';
import type { BoardElement } from './elementRecord';

const points = [[0, 0], [10, 10]];

describe('what can be drawn', () => {
  it.each([
    ['a bare shape', {}],
    ['a shape as Excalidraw makes it', {
      strokeColor: '#1e1e1e', backgroundColor: 'transparent', fillStyle: 'solid', strokeStyle: 'solid', strokeWidth: 2,
      roughness: 1, opacity: 100, seed: 7, roundness: { type: 3 }, groupIds: ['g'], frameId: null, link: null,
      boundElements: [{ id: 'a', type: 'arrow' }],
    }],
    ['an arrow', {
      type: 'arrow', points, startBinding: null, endBinding: { elementId: 'a', focus: 0, gap: 1, fixedPoint: [0, 0.5] },
      startArrowhead: null, endArrowhead: 'arrow', elbowed: true, fixedSegments: [{ index: 1, start: [0, 0], end: [1, 0] }],
    }],
    ['a stroke of a mouse', { type: 'freedraw', points, simulatePressure: true, pressures: [] }],
    ['a stroke of a pen', { type: 'freedraw', points, simulatePressure: false, pressures: [0.1, 0.2] }],
    ['a text', { type: 'text', text: '', originalText: '', fontSize: 20, fontFamily: 5, lineHeight: 1.25, containerId: null }],
    ['an image', { type: 'image', fileId: null, status: 'pending', scale: [1, -1], crop: null }],
    ['a frame', { type: 'frame', name: null }],
    ['a property of tomorrow', { sparkle: { level: 3 } }],
  ])('is %s', (_what, properties) => {
    expect(isDrawable(element(properties))).toBe(true);
  });

  it.each<Record<string, unknown>>([
    { type: 'hologram' }, { type: 'constructor' }, { type: '' },
    { x: null }, { width: 'wide' }, { angle: Number.NaN }, { height: Number.POSITIVE_INFINITY },
    { x: 1e308 }, { width: -1e7 }, { strokeWidth: 1e308 }, { type: 'line', points: [[0, 0], [1e308, 0]] },
    { strokeColor: 7 }, { backgroundColor: null }, { fillStyle: 1 }, { strokeStyle: [] },
    { strokeWidth: 'thick' }, { opacity: {} }, { roughness: [] }, { seed: 'x' },
    { groupIds: 'all' }, { groupIds: [1] }, { frameId: 5 }, { roundness: 'very' }, { roundness: {} }, { link: 7 },
    { boundElements: 'none' }, { boundElements: [1, null] }, { boundElements: [{ id: 1, type: 'text' }] },
    { customData: 'mine' },
    { type: 'line' }, { type: 'line', points: [] }, { type: 'line', points: [[0, 0]] },
    { type: 'arrow', points: 'none' }, { type: 'arrow', points: ['a', {}] }, { type: 'line', points: [[0, 0], [1]] },
    { type: 'arrow', points, startBinding: 'it' }, { type: 'arrow', points, endBinding: { elementId: 7 } },
    { type: 'arrow', points, endBinding: { elementId: 'a', fixedPoint: 'middle' } },
    { type: 'arrow', points, fixedSegments: [null] },
    { type: 'freedraw', points, pressures: 'hard' }, { type: 'freedraw', points }, { type: 'freedraw', points: [], pressures: [] },
    { type: 'text', text: 7, fontSize: 20 }, { type: 'text', text: 'a', fontSize: 'big' },
    { type: 'text', text: 'a', fontSize: 20, containerId: {} }, { type: 'text', text: 'a', fontSize: 20, originalText: 1 },
    { type: 'image', fileId: {} }, { type: 'image', scale: 'x' }, { type: 'image', crop: { x: 1 } },
    { type: 'frame', name: {} },
    { type: 'iframe' }, { type: 'magicframe' }, { type: 'embeddable' },
  ])('is not %j', (properties) => {
    expect(isDrawable(element(properties))).toBe(false);
  });

  it.each(['a0', 'a1V', 'Zz', 'b0G', 'b00V', 'Yzz1'])('has places in the order like %s', (key) => {
    expect(isOrderKey(key)).toBe(true);
  });

  it.each(['', 'a', '!', 'b1', 'a10', 'a1 ', '1a', `A${'0'.repeat(26)}`, 7, null, { first: true }])('has none like %j', (key) => {
    expect(isOrderKey(key)).toBe(false);
  });
});

function element(properties: Record<string, unknown>): BoardElement {
  return {
    id: 'one', type: 'rectangle', version: 1, versionNonce: 1, updated: 0, index: 'a0', isDeleted: false,
    x: 0, y: 0, width: 10, height: 10, angle: 0, ...properties,
  };
}
