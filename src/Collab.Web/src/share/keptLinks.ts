import { keep, readKept, type DeviceStorage } from '../documents/deviceStorage';
import { isEditorKind, type EditorKind } from '../documents/kinds';
import { isAccessRight, type AccessRight } from '../session/access';
import type { OpenedLink } from '../session/linkAccess';

const storageKey = 'collab.links';

/** How many links are remembered. */
export const maxKeptLinks = 50;

/** What a link opened here before: enough to show this device's copy while the server cannot be asked. No token is among it. */
export type KeptLink = { readonly document: string; readonly kind: EditorKind; readonly right: AccessRight };

/** What this browser knows of a link; null if it never opened it, or was told that it is over. */
export function readLink(storage: DeviceStorage, id: string): KeptLink | null {
  return readAll(storage).find(([known]) => known === id)?.[1] ?? null;
}

/** Remembers what a link opened; of too many the oldest are forgotten. */
export function keepLink(storage: DeviceStorage, id: string, { document, kind, right }: KeptLink): void {
  keep(storage, storageKey, [[id, { document, kind, right }], ...without(storage, id)].slice(0, maxKeptLinks));
}

/** A link that is over opens nothing, without the server too. */
export function forgetLink(storage: DeviceStorage, id: string): void {
  if (readLink(storage, id)) {
    keep(storage, storageKey, without(storage, id));
  }
}

/**
 * Begins as tokens of links do: a server that asks for no secret takes no notice of what is no token at all, and would let in as an
 * owner whoever comes with it.
 */
const noToken = 'v1.none';

/**
 * The way in for one whom the server could not be asked about. Its token lets nobody in: the server is asked for a good one when it
 * is reached, and says then if the link is over.
 */
export const withoutToken = ({ document, kind, right }: KeptLink): OpenedLink => ({ document, kind, right, token: noToken, expiresAt: 0 });

const without = (storage: DeviceStorage, id: string) => readAll(storage).filter(([known]) => known !== id);

function readAll(storage: DeviceStorage): readonly (readonly [id: string, link: KeptLink])[] {
  const kept = readKept(storage, storageKey);
  return Array.isArray(kept) ? kept.filter(isEntry) : [];
}

function isEntry(value: unknown): value is [string, KeptLink] {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || typeof value[1] !== 'object' || value[1] === null) {
    return false;
  }
  const { document, kind, right } = value[1] as Record<string, unknown>;
  return typeof document === 'string' && document !== '' && isEditorKind(kind) && isAccessRight(right);
}
