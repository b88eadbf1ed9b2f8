import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import type { Session } from '../session/session';
import { listThreads, observeThreads, type CommentThread } from './commentModel';

/** The threads of a document, read again only after they changed: the same list as long as they did not. */
export class ThreadList {
  private threads: readonly CommentThread[] | null = null;
  private readonly listeners = new Set<() => void>();
  private stopObserving = () => {};

  constructor(private readonly doc: Y.Doc) {}

  /** The threads now. */
  readonly read = (): readonly CommentThread[] => {
    // Nobody told of changes while nobody listened.
    if (this.threads === null || this.listeners.size === 0) {
      const threads = listThreads(this.doc);
      if (this.threads === null || JSON.stringify(threads) !== JSON.stringify(this.threads)) {
        this.threads = threads;
      }
    }
    return this.threads;
  };

  /** Calls back after they changed. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.listeners.size === 0) {
      this.stopObserving = observeThreads(this.doc, () => {
        this.threads = null;
        this.listeners.forEach((each) => each());
      });
    }
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.stopObserving();
      }
    };
  };
}

/** The threads of a document that is open. */
export function useThreads(session: Session): readonly CommentThread[] {
  const list = useMemo(() => new ThreadList(session.doc), [session.doc]);
  return useSyncExternalStore(list.subscribe, list.read);
}
