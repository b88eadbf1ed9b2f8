import type { BoardElement } from './elementRecord';

/**
 * Elements of a file as new ones, with ids of their own and links among each other kept: inserted twice, or into the board
 * that the file was saved from, they must not be the same as those that are there. `makeId` makes unique ids.
 */
export function asNewElements(elements: readonly BoardElement[], makeId: () => string): readonly BoardElement[] {
  const drawn = elements.filter((element) => !element.isDeleted);
  const ids = new Map(drawn.map(({ id }) => [id, makeId()]));
  const groups = new Map<string, string>();
  const group = (id: unknown) => {
    const known = groups.get(String(id)) ?? makeId();
    groups.set(String(id), known);
    return known;
  };
  return drawn.map((element) => ({
    ...element,
    id: ids.get(element.id) as string,
    index: null,
    groupIds: Array.isArray(element['groupIds']) ? element['groupIds'].map(group) : [],
    ...mapped(element, 'containerId', (id) => ids.get(String(id)) ?? null),
    ...mapped(element, 'frameId', (id) => ids.get(String(id)) ?? null),
    ...mapped(element, 'startBinding', (binding) => rebound(binding, ids)),
    ...mapped(element, 'endBinding', (binding) => rebound(binding, ids)),
    ...mapped(element, 'boundElements', (bound) => (bound as readonly { readonly id: string }[])
      .filter(({ id }) => ids.has(id)).map((other) => ({ ...other, id: ids.get(other.id) }))),
  }));
}

function mapped(element: BoardElement, property: string, change: (value: unknown) => unknown): Record<string, unknown> {
  const value = element[property];
  return value === null || value === undefined ? {} : { [property]: change(value) };
}

function rebound(binding: unknown, ids: ReadonlyMap<string, string>): unknown {
  const { elementId, ...rest } = binding as { readonly elementId: string };
  const id = ids.get(elementId);
  return id === undefined ? null : { ...rest, elementId: id };
}

/** Moves elements so that their middle is at a point of the board. */
export function centredAt(elements: readonly BoardElement[], x: number, y: number): readonly BoardElement[] {
  if (elements.length === 0) {
    return elements;
  }
  const number = (element: BoardElement, property: string) => Number(element[property]) || 0;
  const range = (position: string, extent: string) => {
    const [low, high] = [
      elements.map((element) => number(element, position)),
      elements.map((element) => number(element, position) + number(element, extent)),
    ];
    return (low.reduce((a, b) => Math.min(a, b)) + high.reduce((a, b) => Math.max(a, b))) / 2;
  };
  const [right, down] = [x - range('x', 'width'), y - range('y', 'height')];
  return elements.map((element) => ({ ...element, x: number(element, 'x') + right, y: number(element, 'y') + down }));
}
