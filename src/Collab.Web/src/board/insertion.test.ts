import { describe, expect, it } from 'vitest';
import type { BoardElement } from './elementRecord';
import { asNewElements, centredAt } from './insertion';

const element = (id: string, properties: Record<string, unknown> = {}): BoardElement => ({
  id, type: 'rectangle', version: 1, versionNonce: 1, updated: 0, index: 'a1', isDeleted: false,
  x: 0, y: 0, width: 10, height: 10, groupIds: [], ...properties,
});

const counter = () => {
  let next = 1;
  return () => `new-${next++}`;
};

describe('inserted elements', () => {
  it('have ids of their own and keep what links them', () => {
    const inserted = asNewElements([
      element('box', { boundElements: [{ id: 'label', type: 'text' }, { id: 'gone', type: 'arrow' }], groupIds: ['g'] }),
      element('label', { type: 'text', containerId: 'box', groupIds: ['g'], frameId: 'gone' }),
      element('arrow', { type: 'arrow', startBinding: { elementId: 'box', gap: 1 }, endBinding: { elementId: 'gone', gap: 1 } }),
      element('deleted', { isDeleted: true }),
    ], counter());

    expect(inserted).toMatchObject([
      { id: 'new-1', boundElements: [{ id: 'new-2', type: 'text' }], groupIds: ['new-4'], index: null },
      { id: 'new-2', containerId: 'new-1', groupIds: ['new-4'], frameId: null },
      { id: 'new-3', startBinding: { elementId: 'new-1', gap: 1 }, endBinding: null },
    ]);
  });

  it('come to where somebody looks', () => {
    const moved = centredAt([element('a'), element('b', { x: 90, y: 40 })], 500, 500);

    expect(moved).toMatchObject([{ x: 450, y: 475 }, { x: 540, y: 515 }]);
    expect(centredAt([], 1, 1)).toEqual([]);
  });
});
