import { personColor } from '../identity/palette';
import { isRecord, parseUser } from '../session/peers';

/** Where somebody points: in the board's own coordinates, CSS pixels at zoom 1. */
export type BoardPointer = { readonly x: number; readonly y: number; readonly tool: 'pointer' | 'laser' };

/** What a board tells of a person in awareness, beside `user`. */
export type BoardPresence = {
  readonly pointer: BoardPointer | null;
  readonly button: 'up' | 'down';
  /** The first of what is selected. */
  readonly selection: readonly string[];
  /** What this person sees; null while the board is not there yet. */
  readonly viewport: Viewport | null;
  /** The client whose view this person follows. */
  readonly following: number | null;
};

/** A part of the board, in its own coordinates: left, top, right, bottom. */
export type Viewport = readonly [left: number, top: number, right: number, bottom: number];

/** More than these would make a state that servers refuse; outlines of so many tell nothing anyway. */
export const maxSelection = 60;

// As far as Excalidraw draws, and from the greatest zoom on a small screen to the smallest on a wall of them.
const [maxCoordinate, minExtent, maxExtent] = [1e7, 1, 1e6];

/** Somebody else on the board, as Excalidraw takes it. */
export type Collaborator = {
  readonly id: string;
  readonly username: string;
  readonly color: { readonly background: string; readonly stroke: string };
  readonly pointer?: BoardPointer;
  readonly button: 'up' | 'down';
  readonly selectedElementIds: Readonly<Record<string, true>>;
};

/** The others on the board, by client. States are what other clients sent, and checked. */
export function toCollaborators(states: ReadonlyMap<number, unknown>, ownClientId: number): Map<string, Collaborator> {
  const others = [...states].filter(([clientId, state]) => clientId !== ownClientId && isRecord(state));
  return new Map(others.map(([clientId, state]) => [String(clientId), toCollaborator(clientId, state)]));
}

/** What a client tells of its view; null where it tells none, or one that nobody could have. */
export function parseViewport(state: unknown): Viewport | null {
  const viewport = boardFields(state)['viewport'];
  if (!Array.isArray(viewport) || viewport.length !== 4 || !viewport.every(isCoordinate)) {
    return null;
  }
  const [left, top, right, bottom] = viewport as readonly number[] as Viewport;
  return [right - left, bottom - top].every((extent) => extent >= minExtent && extent <= maxExtent)
    ? [left, top, right, bottom]
    : null;
}

/** The client whose view a client follows. */
export function parseFollowing(state: unknown): number | null {
  const following = boardFields(state)['following'];
  return Number.isSafeInteger(following) ? Number(following) : null;
}

const isCoordinate = (value: unknown) => Number.isFinite(value) && Math.abs(Number(value)) <= maxCoordinate;

function boardFields(state: unknown): Readonly<Record<string, unknown>> {
  const presence: unknown = isRecord(state) ? state['board'] : null;
  return isRecord(presence) ? presence : {};
}

function toCollaborator(clientId: number, state: unknown): Collaborator {
  const { name, color } = parseUser(clientId, state);
  const fields = boardFields(state);
  const pointer = parsePointer(fields['pointer']);
  const selection = Array.isArray(fields['selection']) ? fields['selection'].slice(0, maxSelection) : [];
  return {
    id: cursorId(clientId, personColor(color).hue),
    username: name,
    color: { background: color, stroke: color },
    ...(pointer && { pointer }),
    button: fields['button'] === 'down' ? 'down' : 'up',
    selectedElementIds: Object.fromEntries(selection.filter((id) => typeof id === 'string').map((id) => [id, true])),
  };
}

function parsePointer(value: unknown): BoardPointer | null {
  if (!isRecord(value) || !Number.isFinite(value['x']) || !Number.isFinite(value['y'])) {
    return null;
  }
  return { x: Number(value['x']), y: Number(value['y']), tool: value['tool'] === 'laser' ? 'laser' : 'pointer' };
}

/**
 * An id for a client whose cursor Excalidraw draws in this hue (a multiple of 10). Excalidraw 0.18 takes no colour for a
 * cursor but derives the hue from a hash of the id, so the id is made to fit.
 */
export function cursorId(clientId: number, hue: number): string {
  for (let suffix = 0; suffix < 10_000; suffix++) {
    const id = `${clientId}-${suffix}`;
    if (cursorHue(id) === hue) {
      return id;
    }
  }
  return String(clientId);
}

/** The hue that Excalidraw gives the cursor of an id (0.18, clients.ts). */
export function cursorHue(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at++) {
    hash = (hash << 5) - hash + id.charCodeAt(at);
  }
  return (Math.abs(hash) % 37) * 10;
}
