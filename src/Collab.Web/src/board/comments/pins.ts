import type { BoardAnchor, CommentThread } from '../../comments/commentModel';

/** What of an element a pin needs: where it is, in the board's coordinates. */
export type PinnedElement = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isDeleted: boolean;
};

/** How much of the board is seen where: the surface's scroll and zoom. */
export type ViewTransform = { readonly scrollX: number; readonly scrollY: number; readonly zoom: number };

/** A place in the board's own coordinates, CSS pixels at zoom 1. */
export type BoardPoint = { readonly x: number; readonly y: number; readonly space: 'board' };

/** A place in CSS pixels from the upper left corner of the surface. */
export type ScreenPoint = { readonly x: number; readonly y: number; readonly space: 'screen' };

export const toScreen = ({ x, y }: BoardPoint, { scrollX, scrollY, zoom }: ViewTransform): ScreenPoint =>
  ({ x: (x + scrollX) * zoom, y: (y + scrollY) * zoom, space: 'screen' });

export const toBoard = ({ x, y }: ScreenPoint, { scrollX, scrollY, zoom }: ViewTransform): BoardPoint =>
  ({ x: x / zoom - scrollX, y: y / zoom - scrollY, space: 'board' });

/** Where a comment goes that is put at a point: onto the uppermost element there, if there is one. */
export function anchorAt({ x, y }: BoardPoint, elements: readonly PinnedElement[]): BoardAnchor {
  const hit = elements.findLast((element) => !element.isDeleted
    && x >= element.x && x <= element.x + element.width && y >= element.y && y <= element.y + element.height);
  return hit
    ? { kind: 'board', x: x - hit.x, y: y - hit.y, elementId: hit.id }
    : { kind: 'board', x, y, elementId: null };
}

/** Finds elements by id. The list is gone through again only when the surface has another. */
export class ElementLookup {
  private list: readonly PinnedElement[] = [];
  private byId = new Map<string, PinnedElement>();

  constructor(private readonly elements: () => readonly PinnedElement[]) {}

  find(id: string): PinnedElement | null {
    const list = this.elements();
    if (list !== this.list || list.length !== this.byId.size) {
      this.list = list;
      this.byId = new Map(list.map((element) => [element.id, element]));
    }
    return this.byId.get(id) ?? null;
  }
}

/** Where a thread's pin is; null if what it was put onto is gone, or it belongs to no board. */
export function placeOf({ anchor }: Pick<CommentThread, 'anchor'>, lookup: Pick<ElementLookup, 'find'>): BoardPoint | null {
  if (anchor.kind !== 'board') {
    return null;
  }
  if (anchor.elementId === null) {
    return { x: anchor.x, y: anchor.y, space: 'board' };
  }
  const element = lookup.find(anchor.elementId);
  // An element may have become smaller: the pin stays on it.
  const within = (offset: number, extent: number) => Math.min(Math.max(offset, 0), Math.max(extent, 0));
  return element && !element.isDeleted
    ? { x: element.x + within(anchor.x, element.width), y: element.y + within(anchor.y, element.height), space: 'board' }
    : null;
}

/** Where a card beside a pin fits into the surface: at its end side if there is room, else at the other; never cut off. */
export function cardPlace(
  pin: ScreenPoint, card: { readonly width: number; readonly height: number },
  surface: { readonly width: number; readonly height: number },
): ScreenPoint {
  const [gap, margin] = [44, 8];
  const right = pin.x + gap;
  const left = pin.x - card.width - 12;
  const x = right + card.width + margin <= surface.width || left < margin ? right : left;
  const clamp = (value: number, most: number) => Math.max(margin, Math.min(value, most - margin));
  return { x: clamp(x, surface.width - card.width), y: clamp(pin.y - 36, surface.height - card.height), space: 'screen' };
}
