import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { readKind } from '../session/meta';
import type { Status } from '../session/status';
import { documentPatience, whenOnServer } from './imageUpload';

/** A session as far as uploads look at it; `say` tells another status. */
function open(state: 'saved' | 'saving' | 'offline', synced = true) {
  const status = (is: typeof state): Status =>
    (is === 'saved' ? { state: is } : is === 'saving' ? { state: is, slow: false, kept: 'device' } : { state: is, kept: 'device' });
  const listeners = new Set<() => void>();
  const saving = {
    status: status(state),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const say = (is: typeof state) => {
    saving.status = status(is);
    listeners.forEach((listener) => listener());
  };
  const session = { doc: new Y.Doc(), kind: 'board' as const, access: { right: 'write' as const }, provider: { synced }, saving };
  return { session, say, listeners };
}

/** Whether a promise is fulfilled by now. */
async function isOver(promise: Promise<void>): Promise<boolean> {
  return Promise.race([promise.then(() => true), Promise.resolve().then(() => Promise.resolve()).then(() => false)]);
}

describe('an image for the server', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('goes at once beside a document that the server has', async () => {
    const { session } = open('saved');
    session.doc.getMap('meta').set('kind', 'board');

    expect(await isOver(whenOnServer(session))).toBe(true);
  });

  it('makes a document at a new address, and goes when the server has that', async () => {
    const { session, say, listeners } = open('saved');
    session.doc.on('update', () => say('saving'));

    const waiting = whenOnServer(session);
    expect(readKind(session.doc)).toBe('board');
    expect(await isOver(waiting)).toBe(false);
    say('saved');

    expect(await isOver(waiting)).toBe(true);
    expect(listeners.size).toBe(0);
    say('saving');
    expect(await isOver(whenOnServer(session))).toBe(true);
  });

  it('writes nothing while the document may say more than this device knows, and does not wait for ever', async () => {
    const { session, listeners } = open('offline', false);

    const waiting = whenOnServer(session);
    expect(readKind(session.doc)).toBeNull();
    await vi.advanceTimersByTimeAsync(documentPatience);

    expect(await isOver(waiting)).toBe(true);
    expect(listeners.size).toBe(0);
  });
});
