import * as Y from 'yjs';
import { isSafeLink } from '../app/links';
import { hasPoints, isDrawable, isOrderKey, leastPoints } from './drawable';

/**
 * An element of the board as Excalidraw holds it, deleted ones included. The binding knows a few of its properties and
 * keeps all of them.
 */
export type BoardElement = {
  readonly id: string;
  readonly type: string;
  /** Counts the changes in this scene. This and the two below belong to the scene and are never shared. */
  readonly version: number;
  readonly versionNonce: number;
  readonly updated: number;
  /** Its place in the order of drawing: fractional indexing, compared as strings. */
  readonly index: string | null;
  readonly isDeleted: boolean;
  readonly [property: string]: unknown;
};

/** What is shared of an element: the keys of its Y.Map, with plain JSON values. */
export type ElementRecord = Readonly<Record<string, unknown>>;

const ownToScene = new Set(['id', 'version', 'versionNonce', 'updated']);

/**
 * Properties that make sense only together are one value, so that a concurrent edit wins or loses as a whole. A moved
 * text keeps what another types into it meanwhile, so a text's place is apart from its wording.
 */
const groups: Record<'text' | 'shape', Readonly<Record<string, readonly string[]>>> = {
  shape: {
    geometry: [
      'x', 'y', 'width', 'height', 'angle', 'points', 'pressures', 'lastCommittedPoint',
      'fixedSegments', 'startIsSpecial', 'endIsSpecial', 'scale', 'crop',
    ],
  },
  text: {
    geometry: ['x', 'y', 'angle'],
    wording: ['text', 'originalText', 'fontSize', 'fontFamily', 'lineHeight', 'autoResize', 'width', 'height'],
  },
};

/**
 * What a document holds of an element; nothing where it holds no map, or one with other shared types in it. A link that
 * is not safe to follow is read as none; it stays in the document until somebody here sets another.
 */
export function readRecord(map: unknown): ElementRecord {
  const entries = map instanceof Y.Map ? [...map.entries()] : [];
  if (entries.some(([, value]) => value instanceof Y.AbstractType || value instanceof Y.Doc)) {
    return {};
  }
  const record = Object.fromEntries(entries);
  const { link } = record;
  return link === undefined || (typeof link === 'string' && isSafeLink(link)) ? record : { ...record, link: null };
}

/** What to share of an element: copies, as the scene changes its own in place. */
export function toRecord(element: BoardElement): ElementRecord {
  const record: Record<string, unknown> = {};
  const grouped = new Set<string>();
  for (const [key, properties] of Object.entries(groupsOf(element.type))) {
    record[key] = Object.fromEntries(
      properties
        .filter((property) => element[property] !== undefined)
        .map((property) => [property, copyJson(element[property])]),
    );
    properties.forEach((property) => grouped.add(property));
  }
  for (const [property, value] of Object.entries(element)) {
    if (value !== undefined && !ownToScene.has(property) && !grouped.has(property)) {
      record[property] = copyJson(value);
    }
  }
  return record;
}

/** The element that a record describes; null if it is none that can be drawn. */
export function fromRecord(
  record: ElementRecord, own: Pick<BoardElement, 'id' | 'version' | 'versionNonce' | 'updated'>,
): BoardElement | null {
  const { type } = record;
  if (typeof type !== 'string') {
    return null;
  }
  const properties: Record<string, unknown> = {};
  const groupKeys = groupsOf(type);
  for (const [key, value] of Object.entries(record)) {
    if (key in groupKeys) {
      Object.assign(properties, copyJson(value));
    } else {
      properties[key] = copyJson(value);
    }
  }
  const { index, isDeleted } = properties;
  const element = {
    ...properties, ...own, type, index: isOrderKey(index) ? index : null, isDeleted: isDeleted === true,
  };
  return isDrawable(element) ? element : null;
}

/** Something with a place in the drawing order. */
export type Ordered = { readonly id: string; readonly index: unknown };

/** What is drawn first comes first: by index, and by id where two have the same, as Excalidraw orders. */
export function compareOrder(a: Ordered, b: Ordered): number {
  const [left, right] = [a, b].map(({ index }) => (typeof index === 'string' ? index : '\uffff')) as [string, string];
  if (left !== right) {
    return left < right ? -1 : 1;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Whether there is nothing of it to be seen: Excalidraw drops such an element when the pointer is let go. */
export function isInvisiblySmall(element: BoardElement): boolean {
  return hasPoints(element.type) ? pointCount(element) < leastPoints : element['width'] === 0 && element['height'] === 0;
}

export const pointCount = (element: BoardElement): number =>
  Array.isArray(element['points']) ? element['points'].length : 0;

/** Whether two JSON values are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length
    && keys.every((key) => key in right && sameJson(left[key], right[key]));
}

/** A deep copy of a JSON value; what JSON has not (functions, undefined) is left out. */
function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copyJson);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).filter(([, part]) => isJson(part)).map(([key, part]) => [key, copyJson(part)]),
    );
  }
  return isJson(value) ? value : null;
}

const isJson = (value: unknown) => value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';

const groupsOf = (type: string) => groups[type === 'text' ? 'text' : 'shape'];
