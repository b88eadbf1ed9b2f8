import type { Awareness } from 'y-protocols/awareness';
import { parseUser, type Peer } from '../session/peers';
import { parseFollowing, parseViewport, type Viewport } from './presence';

/** The drawing surface, as far as following needs it. */
export type FollowingView = {
  /** Shows this part of the board. No pan or zoom of this person. */
  show(viewport: Viewport): void;
  /** Has the surface know whose view is followed, so that it ends that when this person pans or zooms; null for nobody. */
  mark(clientId: number | null, name: string): void;
  /** Calls back when the surface ended it. */
  onUnfollow(ended: () => void): () => void;
  /** Tells the others. */
  tell(clientId: number | null): void;
};

/** Whose view this person follows, and who follows theirs. */
export type FollowState = { readonly following: Peer | null; readonly followers: readonly Peer[] };

/** A chain of people who follow each other is not followed further than this. */
const longestChain = 8;

/** Keeps this person's view on another's, until they pan or zoom themselves, or the other is gone. */
export class Following {
  private target: number | null = null;
  private shown: Viewport | null = null;
  private current: FollowState = { following: null, followers: [] };
  private readonly listeners = new Set<() => void>();
  private readonly stopListening: () => void;

  constructor(private readonly awareness: Awareness, private readonly view: FollowingView) {
    awareness.on('change', this.update);
    this.stopListening = view.onUnfollow(() => this.stop());
    this.update();
  }

  readonly state = (): FollowState => this.current;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  /** Follows a person's view. One with several tabs is followed in the first that shows the board. */
  follow(personId: string): void {
    const clients = [...this.awareness.getStates()].filter(
      ([clientId, state]) => clientId !== this.awareness.clientID && parseUser(clientId, state).id === personId,
    );
    const client = clients.find(([, state]) => parseViewport(state) !== null);
    if (client) {
      [this.target] = client;
      this.shown = null;
      this.view.mark(this.target, parseUser(...client).name);
      this.view.tell(this.target);
      this.update();
    }
  }

  stop(): void {
    if (this.target !== null) {
      this.target = null;
      this.view.mark(null, '');
      this.view.tell(null);
      this.update();
    }
  }

  destroy(): void {
    this.stop();
    this.stopListening();
    this.awareness.off('change', this.update);
  }

  private readonly update = (): void => {
    const states = this.awareness.getStates();
    if (this.target !== null && !states.has(this.target)) {
      this.stop();
      return;
    }
    const viewport = this.target === null ? null : this.viewportOf(this.target);
    if (viewport && !(this.shown && viewport.every((edge, at) => edge === this.shown?.[at]))) {
      this.shown = viewport;
      this.view.show(viewport);
    }
    const own = this.awareness.clientID;
    const followers = new Map<string, Peer>();
    for (const [clientId, state] of states) {
      if (clientId !== own && parseFollowing(state) === own) {
        const peer = parseUser(clientId, state);
        followers.set(peer.id, peer);
      }
    }
    const next = {
      following: this.target === null ? null : parseUser(this.target, states.get(this.target)),
      followers: [...followers.values()],
    };
    if (JSON.stringify(next) !== JSON.stringify(this.current)) {
      this.current = next;
      this.listeners.forEach((listener) => listener());
    }
  };

  /**
   * What somebody sees. Of one who follows another it is what that one sees; where they follow each other, or this person,
   * nobody leads, and nothing is shown: each would fit the other's view into theirs, and it would grow for ever.
   */
  private viewportOf(clientId: number): Viewport | null {
    let leader = clientId;
    for (let step = 0; step < longestChain; step++) {
      const next = parseFollowing(this.awareness.getStates().get(leader));
      if (next === null || !this.awareness.getStates().has(next)) {
        return parseViewport(this.awareness.getStates().get(leader));
      }
      if (next === this.awareness.clientID) {
        return null;
      }
      leader = next;
    }
    return null;
  }
}
