import type { BoardElement } from '../board/elementRecord';
import { orderKey } from './orderKey';
import { lineHeight, measure, wrap } from './textSize';

/** How something looks; what is left out is black, thin and empty. */
export type Look = {
  readonly stroke?: string;
  readonly fill?: string;
  readonly width?: number;
  readonly dashed?: boolean;
  readonly round?: boolean;
  /** 0 exact, 1 as by hand. */
  readonly rough?: number;
};

export type Words = {
  readonly size?: number;
  readonly color?: string;
  readonly align?: 'left' | 'center';
};

/** Where an arrow leaves or reaches a shape. */
export type Side = 'left' | 'right' | 'top' | 'bottom';

type Shape = 'rectangle' | 'ellipse' | 'diamond';
type Mutable = { -readonly [key in keyof BoardElement]: BoardElement[key] } & Record<string, unknown>;

/** Excalidraw's hand-drawn font. */
const handDrawn = 5;

/**
 * A board in the making, with all that Excalidraw needs of each element. Coordinates are CSS pixels at zoom 1. The same calls
 * give the same elements: nothing is random.
 */
export class BoardSketch {
  private readonly made: Mutable[] = [];

  get elements(): readonly BoardElement[] {
    return this.made;
  }

  /** @returns the shape's id, for arrows. */
  shape(type: Shape, [x, y, width, height]: readonly [number, number, number, number], look: Look = {}, label = '', words: Words = {}): string {
    const element = this.add(type, { x, y, width, height }, look);
    if (label !== '') {
      this.label(element, label, words);
    }
    return element.id;
  }

  text([x, y]: readonly [number, number], text: string, { size = 20, color = '#1e1e1e', align = 'left' }: Words = {}): string {
    const { width, height } = measure(text, size);
    const left = align === 'center' ? x - width / 2 : x;
    return this.add('text', { x: left, y, width, height }, { stroke: color }, textProperties(text, text, size, align, 'top', null)).id;
  }

  /** An arrow that sticks to two shapes, from the side that faces the other one, or those that are said. */
  arrow(fromId: string, toId: string, look: Look = {}, label = '', sides?: readonly [from: Side, to: Side]): void {
    const [from, to] = [this.find(fromId), this.find(toId)];
    const [side, otherSide] = sides ?? facingSides(from, to);
    const [start, end] = [middleOf(from, side), middleOf(to, otherSide)];
    const arrow = this.add('arrow', {
      x: start[0], y: start[1], width: Math.abs(end[0] - start[0]), height: Math.abs(end[1] - start[1]),
    }, { round: true, ...look }, {
      points: [[0, 0], [end[0] - start[0], end[1] - start[1]]],
      lastCommittedPoint: null, startArrowhead: null, endArrowhead: 'arrow', elbowed: false,
      startBinding: { elementId: fromId, focus: 0, gap: arrowGap }, endBinding: { elementId: toId, focus: 0, gap: arrowGap },
    });
    bind(from, { id: arrow.id, type: 'arrow' });
    bind(to, { id: arrow.id, type: 'arrow' });
    if (label !== '') {
      const { width, height } = measure(label, 16);
      const x = (start[0] + end[0]) / 2 - width / 2;
      const y = (start[1] + end[1]) / 2 - height / 2;
      const text = this.add('text', { x, y, width, height }, {}, textProperties(label, label, 16, 'center', 'middle', arrow.id));
      bind(arrow, { id: text.id, type: 'text' });
    }
  }

  /** A line through points, as drawn by hand. */
  line(points: readonly (readonly [number, number])[], look: Look = {}): void {
    const [x, y] = points[0] as readonly [number, number];
    const shifted = points.map(([px, py]) => [px - x, py - y]);
    const spread = (axis: 0 | 1) => {
      const values = shifted.map((point) => point[axis] as number);
      return Math.max(...values) - Math.min(...values);
    };
    this.add('line', { x, y, width: spread(0), height: spread(1) }, { round: true, ...look }, {
      points: shifted, lastCommittedPoint: null, startBinding: null, endBinding: null, startArrowhead: null, endArrowhead: null,
    });
  }

  private label(container: Mutable, label: string, { size = 20, color = '#1e1e1e', align = 'center' }: Words): void {
    const [x, y, width, height] = innerBox(container);
    const text = wrap(label, width, size);
    const size2 = measure(text, size);
    const left = align === 'center' ? x + (width - size2.width) / 2 : x;
    const top = align === 'center' ? y + (height - size2.height) / 2 : y;
    const element = this.add(
      'text', { x: left, y: top, ...size2 }, { stroke: color },
      textProperties(text, label, size, align, align === 'center' ? 'middle' : 'top', container.id),
    );
    bind(container, { id: element.id, type: 'text' });
  }

  private add(type: string, place: Record<string, number>, look: Look, more: Record<string, unknown> = {}): Mutable {
    const at = this.made.length;
    const { stroke = '#1e1e1e', fill = 'transparent', width = 2, dashed = false, round = type === 'rectangle', rough = 1 } = look;
    const element: Mutable = {
      id: `t${at}`, type, angle: 0, version: 1, versionNonce: 1, updated: 1, isDeleted: false, index: orderKey(at),
      strokeColor: stroke, backgroundColor: fill, fillStyle: 'solid', strokeWidth: width, strokeStyle: dashed ? 'dashed' : 'solid',
      roughness: rough, opacity: 100, groupIds: [], frameId: null, roundness: round ? { type: type === 'rectangle' ? 3 : 2 } : null,
      seed: 1000 + at * 7919, boundElements: [], link: null, locked: false, ...place, ...more,
    };
    this.made.push(element);
    return element;
  }

  private find(id: string): Mutable {
    return this.made[Number(id.slice(1))] as Mutable;
  }
}

/** Between a shape and the end of an arrow. */
const arrowGap = 6;

const bind = (element: Mutable, bound: { readonly id: string; readonly type: string }): void => {
  (element['boundElements'] as unknown[]).push(bound);
};

const textProperties = (
  text: string, originalText: string, fontSize: number, textAlign: string, verticalAlign: string, containerId: string | null,
) => ({
  text, originalText, fontSize, fontFamily: handDrawn, textAlign, verticalAlign, containerId, lineHeight, autoResize: true,
});

const boxOf = (element: Mutable) =>
  (['x', 'y', 'width', 'height'] as const).map((key) => element[key] as number) as [number, number, number, number];

/** Where a label may go: what is inside of a shape, with some room around. */
function innerBox(element: Mutable): readonly [number, number, number, number] {
  const [x, y, width, height] = boxOf(element);
  const share = element.type === 'diamond' ? 0.5 : element.type === 'ellipse' ? 0.707 : 1;
  const [w, h] = [width * share - 10, height * share - 10];
  return [x + (width - w) / 2, y + (height - h) / 2, w, h];
}

function facingSides(from: Mutable, to: Mutable): readonly [Side, Side] {
  const [[ax, ay, aw, ah], [bx, by, bw, bh]] = [boxOf(from), boxOf(to)];
  const [dx, dy] = [bx + bw / 2 - ax - aw / 2, by + bh / 2 - ay - ah / 2];
  if (Math.abs(dx) * (ah + bh) >= Math.abs(dy) * (aw + bw)) {
    return dx > 0 ? ['right', 'left'] : ['left', 'right'];
  }
  return dy > 0 ? ['bottom', 'top'] : ['top', 'bottom'];
}

/** Where an arrow touches a side, nearly. */
function middleOf(element: Mutable, side: Side): readonly [number, number] {
  const [x, y, width, height] = boxOf(element);
  switch (side) {
    case 'left':
      return [x - arrowGap, y + height / 2];
    case 'right':
      return [x + width + arrowGap, y + height / 2];
    case 'top':
      return [x + width / 2, y - arrowGap];
    case 'bottom':
      return [x + width / 2, y + height + arrowGap];
  }
}
