import { cleanName, type Guest } from '../identity/guest';
import { personColor, selectionColor } from '../identity/palette';

/** What every client tells of its person, under `user` in awareness; the editors' cursors read the same fields. */
export type AwarenessUser = {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** What y-codemirror.next paints behind selected text. */
  readonly colorLight: string;
};

/** Somebody else who has this document open. */
export type Peer = { readonly id: string; readonly name: string; readonly color: string };

export const awarenessUser = ({ id, name, color }: Pick<Guest, 'id' | 'name' | 'color'>): AwarenessUser => ({
  id, name, color, colorLight: selectionColor(color),
});

/** Reads a user that another client sent. One without a name is called Guest, one without an id is its client. */
export function parseUser(clientId: number, state: unknown): Peer {
  const user = isRecord(state) && isRecord(state['user']) ? state['user'] : {};
  return {
    id: typeof user['id'] === 'string' ? user['id'] : `client ${clientId}`,
    name: typeof user['name'] === 'string' ? cleanName(user['name'], 'Guest') : 'Guest',
    color: personColor(user['color']).hex,
  };
}

/** The others, each person once however many tabs they have open, in an order that does not jump. */
export function listPeers(states: ReadonlyMap<number, unknown>, ownClientId: number, ownId: string): readonly Peer[] {
  const peers = new Map<string, Peer>();
  for (const clientId of [...states.keys()].sort((a, b) => a - b)) {
    const peer = parseUser(clientId, states.get(clientId));
    if (clientId !== ownClientId && peer.id !== ownId) {
      peers.set(peer.id, peer);
    }
  }
  return [...peers.values()];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
