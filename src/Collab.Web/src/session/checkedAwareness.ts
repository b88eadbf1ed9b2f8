import type { Awareness } from 'y-protocols/awareness';
import { awarenessUser, isRecord, parseUser, type AwarenessUser } from './peers';

/** A place in a shared type, as Yjs' relative positions are told in awareness: next to an item, or at the end of a type. */
export type PositionJson = {
  readonly item: IdJson | null;
  readonly type: IdJson | null;
  readonly tname: string | null;
  readonly assoc: number;
};
type IdJson = { readonly client: number; readonly clock: number };

/** What the bindings of pages and texts read of a client. */
export type CheckedState = {
  readonly user: AwarenessUser;
  readonly cursor?: { readonly anchor: PositionJson; readonly head: PositionJson };
};

/**
 * Awareness for the bindings that show carets. They trust what is in it: a position that is none ends CodeMirror's plugin
 * for good, and colours go into style attributes as they are. So they are given users as {@link parseUser} reads them, and
 * cursors only with positions that Yjs can look up in the document's root of this name. All else is the awareness' own.
 */
export class CheckedAwareness {
  readonly on: Awareness['on'];
  readonly off: Awareness['off'];
  readonly setLocalState: Awareness['setLocalState'];
  readonly setLocalStateField: Awareness['setLocalStateField'];
  readonly getLocalState: Awareness['getLocalState'];

  constructor(private readonly awareness: Awareness, private readonly root: string) {
    this.on = awareness.on.bind(awareness) as Awareness['on'];
    this.off = awareness.off.bind(awareness) as Awareness['off'];
    this.setLocalState = awareness.setLocalState.bind(awareness);
    this.setLocalStateField = awareness.setLocalStateField.bind(awareness);
    this.getLocalState = awareness.getLocalState.bind(awareness);
  }

  get doc() {
    return this.awareness.doc;
  }

  get clientID(): number {
    return this.awareness.clientID;
  }

  get states(): ReadonlyMap<number, CheckedState> {
    return new Map(
      [...this.awareness.getStates()].map(([clientId, state]) => [clientId, checkState(clientId, state, this.root)]),
    );
  }

  getStates(): ReadonlyMap<number, CheckedState> {
    return this.states;
  }
}

function checkState(clientId: number, state: unknown, root: string): CheckedState {
  const user = awarenessUser(parseUser(clientId, state));
  const cursor = isRecord(state) && isRecord(state['cursor']) ? state['cursor'] : {};
  const anchor = parsePosition(cursor['anchor'], root);
  const head = parsePosition(cursor['head'], root);
  return anchor && head ? { user, cursor: { anchor, head } } : { user };
}

/** Null for what Yjs would stumble over, and for another root than the editor's: looking one up would make it. */
export function parsePosition(value: unknown, root: string): PositionJson | null {
  if (!isRecord(value)) {
    return null;
  }
  const { item = null, type = null, tname = null, assoc = 0 } = value;
  const isPlace = isId(item) || (item === null && (isId(type) || (type === null && tname === root)));
  return isPlace && Number.isSafeInteger(assoc)
    ? {
        item: isId(item) ? idOf(item) : null,
        type: isId(type) ? idOf(type) : null,
        tname: tname === root ? root : null,
        assoc: Number(assoc),
      }
    : null;
}

function isId(value: unknown): value is IdJson {
  return isRecord(value) && isCount(value['client']) && isCount(value['clock']);
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;

const idOf = ({ client, clock }: IdJson): IdJson => ({ client, clock });
