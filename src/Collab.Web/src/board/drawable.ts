import type { BoardElement } from './elementRecord';

/** Says of a value that somebody sent whether it is of the kind that a property needs. */
type Check = (value: unknown) => boolean;
type Checks = Readonly<Record<string, Check>>;

/** The fewest points of a line, an arrow or a stroke: Excalidraw reads the first two without looking. */
export const leastPoints = 2;

/**
 * Whether Excalidraw can draw an element. It trusts what it is given, and where a property is of another kind than it
 * expects it throws at every rendering: one element that another client got wrong would take the board from everybody.
 * A missing property is none that is wrong, unless it is needed: the scene completes it.
 */
export function isDrawable(element: BoardElement): boolean {
  const own = Object.hasOwn(checksOfType, element.type) ? checksOfType[element.type] : undefined;
  return own !== undefined && fits(element, shared) && fits(element, own)
    && (element.type !== 'freedraw' || hasPressures(element));
}

/** Whether elements of this type go along points. */
export const hasPoints = (type: string): boolean => type === 'arrow' || type === 'line' || type === 'freedraw';

/**
 * Whether a place in the drawing order is one that Excalidraw can make others next to (fractional indexing): a head that
 * says how many digits the whole part has, these digits, and a fraction that does not end in zero.
 */
export function isOrderKey(key: unknown): key is string {
  if (typeof key !== 'string' || !/^[A-Za-z][0-9A-Za-z]+$/.test(key) || /^A0{26}$/.test(key)) {
    return false;
  }
  const head = key.charCodeAt(0);
  const wholeLength = key < 'a' ? 'Z'.charCodeAt(0) - head + 2 : head - 'a'.charCodeAt(0) + 2;
  return key.length === wholeLength || (key.length > wholeLength && !key.endsWith('0'));
}

const isString: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => Number.isFinite(value);
/** A length or a coordinate, in CSS pixels. Excalidraw warns beyond this; near the end of numbers its paths break. */
const isLength: Check = (value) => isNumber(value) && Math.abs(Number(value)) <= 1e6;
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPoint: Check = (value) => Array.isArray(value) && isLength(value[0]) && isLength(value[1]);
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const orNone = (check: Check): Check => (value) => value === undefined || value === null || check(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const objectOf = (checks: Checks): Check => (value) => isObject(value) && fits(value as Record<string, unknown>, checks);

function fits(value: Readonly<Record<string, unknown>>, checks: Checks): boolean {
  return Object.entries(checks).every(([property, check]) => check(value[property]));
}

/** Of all elements. */
const shared: Checks = {
  x: isLength, y: isLength, width: isLength, height: isLength, angle: isNumber,
  strokeColor: optional(isString), backgroundColor: optional(isString),
  fillStyle: optional(isString), strokeStyle: optional(isString),
  strokeWidth: optional(isLength), roughness: optional(isLength), opacity: optional(isNumber), seed: optional(isNumber),
  roundness: orNone(objectOf({ type: isNumber, value: orNone(isLength) })),
  groupIds: optional(listOf(isString)),
  frameId: orNone(isString),
  boundElements: orNone(listOf(objectOf({ id: isString, type: isString }))),
  link: orNone(isString),
  customData: orNone(isObject),
};

const points = (value: unknown): boolean => listOf(isPoint)(value) && (value as unknown[]).length >= leastPoints;

const binding = orNone(objectOf({
  elementId: isString, focus: orNone(isNumber), gap: orNone(isNumber), fixedPoint: orNone(isPoint),
}));

const linear: Checks = {
  points,
  lastCommittedPoint: orNone(isPoint),
  startBinding: binding, endBinding: binding,
  startArrowhead: orNone(isString), endArrowhead: orNone(isString),
  fixedSegments: orNone(listOf(objectOf({ index: isNumber, start: isPoint, end: isPoint }))),
};

const freedraw: Checks = { points, pressures: optional(listOf(isLength)), lastCommittedPoint: orNone(isPoint) };

const hasPressures = ({ pressures, simulatePressure }: Readonly<Record<string, unknown>>): boolean =>
  simulatePressure === true || Array.isArray(pressures);

const text: Checks = {
  text: isString, originalText: optional(isString),
  fontSize: isLength, fontFamily: optional(isNumber), lineHeight: optional(isLength),
  textAlign: optional(isString), verticalAlign: optional(isString),
  containerId: orNone(isString),
};

const image: Checks = {
  fileId: orNone(isString),
  status: optional(isString),
  scale: optional(isPoint),
  crop: orNone(objectOf({
    x: isLength, y: isLength, width: isLength, height: isLength, naturalWidth: isLength, naturalHeight: isLength,
  })),
};

/**
 * The types that are drawn. Embedded pages (embeddable) and those made by an AI (iframe, magicframe) are not: they would
 * show everybody a page of the peer's choice, or run it.
 */
const checksOfType: Readonly<Record<string, Checks>> = {
  rectangle: {}, diamond: {}, ellipse: {}, arrow: linear, line: linear, freedraw, text, image,
  frame: { name: orNone(isString) },
};
