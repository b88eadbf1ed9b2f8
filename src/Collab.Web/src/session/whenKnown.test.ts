import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestServer } from './testServer';
import { whenKnown } from './whenKnown';

/** Longer than the provider waits before it tries again, in milliseconds. */
const patience = 4_000;

describe('a document that this device has never seen', () => {
  let server: TestServer;
  let provider: WebsocketProvider;
  let isKnown: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new TestServer();
    provider = new WebsocketProvider('ws://collab.test/sync', 'unknown', new Y.Doc(), {
      connect: false, disableBc: true, WebSocketPolyfill: server.WebSocketPolyfill,
    });
    isKnown = false;
    void whenKnown(provider).then(() => { isKnown = true; });
    provider.connect();
  });
  afterEach(() => {
    provider.destroy();
    vi.useRealTimers();
  });

  it('is shown when the server has sent it', async () => {
    server.newest.connect();
    await Promise.resolve();

    expect(isKnown).toBe(true);
  });

  it('is not shown as an empty one when the server is not there', async () => {
    server.isUp = false;
    server.newest.connect();
    await vi.advanceTimersByTimeAsync(patience);

    expect(isKnown).toBe(false);
  });

  it('is shown when the server is there at last', async () => {
    server.isUp = false;
    server.newest.connect();
    server.isUp = true;
    await vi.advanceTimersByTimeAsync(patience);
    server.newest.connect();
    await Promise.resolve();

    expect(isKnown).toBe(true);
  });

  it('is waited for as long as the server is at work on it', async () => {
    server.hear = () => {};
    server.newest.connect();
    await vi.advanceTimersByTimeAsync(patience);

    expect(isKnown).toBe(false);
  });

  it.each([4503, 4504, 4403, 4404])('is not shown as an empty one when the server closes with %i', async (code) => {
    server.newest.readyState = 1;
    server.newest.end(code);
    await vi.advanceTimersByTimeAsync(patience);

    expect(isKnown).toBe(false);
  });

  it('is shown when the server can read it again', async () => {
    server.newest.readyState = 1;
    server.newest.end(4504);
    await vi.advanceTimersByTimeAsync(patience);
    server.newest.connect();
    await Promise.resolve();

    expect(isKnown).toBe(true);
  });
});
