import { isSafeLink } from '../app/links';
import { parseFile, type BoardFile } from '../board/boardFiles';
import { isOrderKey } from '../board/drawable';
import { fromRecord, toRecord, type BoardElement } from '../board/elementRecord';
import { orderKey } from '../templates/orderKey';
import { UnreadableFile } from './unreadableFile';

/** What an .excalidraw file holds, as far as a board can show it. */
export type ReadBoard = {
  readonly elements: readonly BoardElement[];
  /** Those of its images that are used. */
  readonly files: readonly BoardFile[];
  /** How many elements were left out because they cannot be drawn. */
  readonly leftOut: number;
};

/** More would make a board that nobody can work on. */
const maxElements = 20_000;

/** Reads a file that Excalidraw has saved. Throws {@link UnreadableFile} where it is none. */
export function readBoard(json: string): ReadBoard {
  const scene = parse(json);
  const candidates = scene['elements'];
  if (scene['type'] !== 'excalidraw' || !Array.isArray(candidates)) {
    throw new UnreadableFile('notABoard');
  }
  const kept = candidates.filter((candidate) => !isRecord(candidate) || candidate['isDeleted'] !== true);
  if (kept.length > maxElements) {
    throw new UnreadableFile('tooMuch');
  }
  const elements = inOrder(uniqueById(kept.map(readElement).filter((element) => element !== null)));
  const used = new Set(elements.map((element) => element['fileId']));
  const files = isRecord(scene['files']) ? Object.values(scene['files']) : [];
  return {
    elements,
    files: files.map(parseFile).filter((file) => file !== null).filter(({ id }) => used.has(id)),
    leftOut: kept.length - elements.length,
  };
}

function parse(json: string): Record<string, unknown> {
  let value: unknown = null;
  try {
    value = JSON.parse(json);
  } catch {
    // Told below.
  }
  if (!isRecord(value)) {
    throw new UnreadableFile('notABoard');
  }
  return value;
}

function readElement(candidate: unknown): BoardElement | null {
  if (!isRecord(candidate) || typeof candidate['id'] !== 'string' || candidate['id'] === '' || typeof candidate['type'] !== 'string') {
    return null;
  }
  const { id, link } = candidate;
  const safe = { ...candidate, link: typeof link === 'string' && isSafeLink(link) ? link : null } as unknown as BoardElement;
  try {
    return fromRecord(toRecord(safe), { id, version: 1, versionNonce: 1, updated: 1 });
  } catch {
    return null;
  }
}

const uniqueById = (elements: readonly BoardElement[]): readonly BoardElement[] =>
  [...new Map(elements.map((element) => [element.id, element])).values()];

/** The order of the file is that of drawing; its keys are kept if they say the same. */
function inOrder(elements: readonly BoardElement[]): readonly BoardElement[] {
  const isInOrder = elements.every(({ index }, at) => isOrderKey(index) && (at === 0 || String(elements[at - 1]?.index) < index));
  return isInOrder ? elements : elements.map((element, at) => ({ ...element, index: orderKey(at) }));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
