import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from './access';
import { barrierTimes } from './barrier';
import { Saving } from './saving';
import { tooLargeCode } from './status';
import { TestServer } from './testServer';
import { uploadPauses, type UploadOutcome } from './upload';

const copyOnDevice: unknown = Object.create(IndexeddbPersistence.prototype);

/** A tab: a replica, its provider, and everything that it ever said of its state. */
class Tab {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  readonly saving: Saving;
  readonly said: string[] = [];
  /** Moments in which "saved" was said and a power cut would have lost something. */
  readonly lies: string[] = [];
  readonly uploads: UploadOutcome[] = [];
  readonly access = new Access('write');
  /** Whether another way in is found, one after the other; none is without an answer here. */
  readonly readmissions: boolean[] = [];

  constructor(private readonly server: TestServer, room: string) {
    this.provider = new WebsocketProvider('ws://collab.test/sync', room, this.doc, {
      connect: false, WebSocketPolyfill: server.WebSocketPolyfill,
    });
    this.saving = new Saving(
      this.provider, () => this.upload(), this.access, () => Promise.resolve(this.readmissions.shift() ?? false),
    );
    this.saving.setKept('device');
    this.saving.subscribe(() => {
      const here = this.doc.getText('content').toJSON();
      const durable = server.durable.getText('content').toJSON();
      if (this.state === 'saved' && (here !== durable || this.saving.isUnsaved)) {
        this.lies.push(`"${here}" is here, "${durable}" is durable`);
      }
      if (this.said.at(-1) !== this.state) {
        this.said.push(this.state);
      }
    });
  }

  get state(): string {
    return this.saving.status.state;
  }

  write(text: string, origin?: unknown): void {
    const { doc } = this;
    doc.transact(() => doc.getText('content').insert(0, text), origin);
  }

  /** Answers as {@link uploads} says; stores what is there if they say so. */
  private upload(): Promise<UploadOutcome> {
    const outcome = this.uploads.shift() ?? 'unreachable';
    if (outcome === 'stored') {
      const update = Y.encodeStateAsUpdate(this.doc);
      Y.applyUpdate(this.server.doc, update);
      Y.applyUpdate(this.server.durable, update);
    }
    return Promise.resolve(outcome);
  }

  destroy(): void {
    this.provider.destroy();
    this.saving.destroy();
    this.doc.destroy();
  }
}

describe('saving', () => {
  let server: TestServer;
  let tabs: Tab[];
  let room = 0;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new TestServer();
    tabs = [];
    room++;
  });
  afterEach(() => {
    tabs.forEach((tab) => tab.destroy());
    vi.useRealTimers();
    expect(tabs.flatMap((tab) => tab.lies)).toEqual([]);
  });

  const open = () => {
    const tab = new Tab(server, `room${room}`);
    tabs.push(tab);
    return tab;
  };
  const ask = () => { vi.advanceTimersByTime(barrierTimes.debounce); };
  const connect = (tab: Tab) => {
    tab.provider.connect();
    server.newest.connect();
  };
  const openSaved = () => {
    const tab = open();
    connect(tab);
    ask();
    server.commit();
    expect(tab.state).toBe('saved');
    return tab;
  };
  const comeBack = () => {
    const before = server.connections.length;
    vi.advanceTimersToNextTimer();
    while (server.connections.length === before) {
      vi.advanceTimersToNextTimer();
    }
    server.newest.connect();
  };

  it('says saved once the server has confirmed what is there', () => {
    const tab = open();
    connect(tab);
    const synced = tab.state;
    ask();
    const asked = tab.state;
    server.commit();

    expect([synced, asked, tab.state]).toEqual(['saving', 'saving', 'saved']);
    expect(tab.said).not.toContain('offline');
  });

  it('uploads what is too large for the connection, and says saved only after it was confirmed on the next one', async () => {
    const tab = openSaved();
    tab.uploads.push('unreachable', 'stored');
    tab.write('too large');
    server.drop(tooLargeCode);
    const meanwhile = tab.state;
    await vi.advanceTimersByTimeAsync(uploadPauses[0]);
    server.newest.connect();
    const synced = tab.state;
    ask();
    server.commit();

    expect([meanwhile, synced, tab.state]).toEqual(['saving', 'saving', 'saved']);
    expect(server.durable.getText('content').toJSON()).toBe('too large');
    expect(tab.said).not.toContain('closed');
  });

  it('gives up when the upload is refused too', async () => {
    const tab = openSaved();
    tab.uploads.push('refused');
    tab.write('too large');
    server.drop(tooLargeCode);
    await vi.advanceTimersByTimeAsync(0);

    expect(tab.saving.status).toMatchObject({ state: 'closed', close: { code: tooLargeCode } });
    expect(tab.saving.isUnsaved).toBe(true);
  });

  it('does not upload again and again when it is of no use', async () => {
    const tab = openSaved();
    tab.uploads.push('stored', 'stored');
    server.drop(tooLargeCode);
    await vi.advanceTimersByTimeAsync(0);
    server.drop(tooLargeCode);
    await vi.advanceTimersByTimeAsync(0);

    expect(tab.state).toBe('closed');
    expect(tab.uploads).toEqual(['stored']);
  });

  it('takes back "saved" in the instant of an edit, and says it again after the commit', () => {
    const tab = openSaved();
    tab.write('a');

    expect(tab.state).toBe('saving');
    expect(tab.saving.isUnsaved).toBe(true);

    server.commit();

    expect(tab.state).toBe('saving');

    ask();
    server.commit();

    expect(tab.state).toBe('saved');
  });

  it('does not count an edit between question and answer as answered', () => {
    const tab = openSaved();
    tab.write('a');
    ask();
    server.newest.send = () => {};
    tab.write('b');
    server.commit();

    expect(tab.state).toBe('saving');
    expect(tab.saving.isUnsaved).toBe(true);
  });

  it.each(['connecting', 'connected, but not synced'])('keeps in mind an edit made while %s', (when) => {
    const tab = open();
    tab.provider.connect();
    if (when === 'connecting') {
      tab.write('a');
      server.newest.connect();
    } else {
      server.newest.connect(() => tab.write('a'));
    }

    expect(tab.saving.isUnsaved).toBe(true);
    expect(tab.said).not.toContain('saved');

    ask();
    server.commit();

    expect(tab.state).toBe('saved');
  });

  it('does not ask before the server was told what it lacks', () => {
    const tab = open();
    tab.write('from an earlier visit', copyOnDevice);
    server.greet = () => {};
    connect(tab);
    ask();
    server.commit();
    vi.advanceTimersByTime(1_000);
    server.commit();

    expect(tab.provider.synced).toBe(true);
    expect(tab.said).not.toContain('saved');
  });

  it('does not take for saved what this browser kept from an earlier visit', () => {
    const tab = open();
    tab.write('from an earlier visit', copyOnDevice);
    server.isUp = false;
    connect(tab);

    expect(tab.state).toBe('offline');
    expect(tab.saving.isUnsaved).toBe(false);

    server.isUp = true;
    comeBack();

    expect(tab.state).toBe('saving');

    ask();
    server.commit();

    expect(tab.said).toEqual(['connecting', 'offline', 'saving', 'saved']);
    expect(server.durable.getText('content').toJSON()).toBe('from an earlier visit');
  });

  it('waits for what is found in this browser later, when another tab has put it there', () => {
    const tab = openSaved();
    tab.write('from another tab', copyOnDevice);

    expect(tab.state).toBe('saving');

    ask();
    server.commit();

    expect(tab.state).toBe('saved');
  });

  it('has something unsaved from the start where an earlier visit left it so', () => {
    const tab = open();
    tab.write('from an earlier visit', copyOnDevice);
    tab.saving.foundUnsaved(1);

    expect(tab.saving.isUnsaved).toBe(true);

    connect(tab);
    ask();
    server.commit();

    expect(tab.saving.isUnsaved).toBe(false);
  });

  it('does not count an answer of the last connection for what was edited since', () => {
    const tab = openSaved();
    tab.write('a');
    ask();
    server.drop();
    tab.write('b');

    expect(tab.state).toBe('offline');

    comeBack();
    server.commit();

    expect(tab.state).toBe('saving');

    ask();
    server.commit();

    expect(tab.state).toBe('saved');
  });

  it('has nothing unsaved offline when all was confirmed before', () => {
    const tab = openSaved();
    server.drop();

    expect(tab.state).toBe('offline');
    expect(tab.saving.isUnsaved).toBe(false);

    tab.write('a');

    expect(tab.saving.isUnsaved).toBe(true);
  });

  it('sends what another tab without a connection edited, and waits for it too', () => {
    const tab = openSaved();
    const other = open();
    server.isUp = false;
    connect(other);
    other.write('from the other tab');

    expect(tab.doc.getText('content').toJSON()).toBe('from the other tab');
    expect(tab.state).toBe('saving');
    expect(tab.saving.isUnsaved).toBe(true);

    ask();
    server.commit();

    expect(tab.state).toBe('saved');
    expect(other.state).toBe('offline');
    expect(other.saving.isUnsaved).toBe(true);
  });

  it('believes no confirmation or status that comes from another tab', () => {
    const tab = openSaved();
    const { messageHandlers } = tab.provider;
    const trouble = new TextEncoder().encode('{"storage":"trouble"}');
    const heard = { arr: new Uint8Array([trouble.length, ...trouble]), pos: 0 };

    messageHandlers[103]?.(null as never, heard as never, tab.provider, false, 103);

    expect(tab.state).toBe('saved');
  });

  it('tells of trouble when the server does, and of saving when it is over', () => {
    const tab = openSaved();
    tab.write('a');
    ask();
    server.tellStorage('trouble');

    expect(tab.state).toBe('trouble');
    expect(tab.saving.isUnsaved).toBe(true);

    server.tellStorage('ok');

    expect(tab.state).toBe('saving');

    server.commit();

    expect(tab.state).toBe('saved');
  });

  it.each([4503, 4504])('stays in trouble when the server closes with %i, until it takes the document again', (code) => {
    const tab = openSaved();
    tab.write('a');
    server.tellStorage('trouble');
    server.drop(code);

    expect(tab.state).toBe('trouble');

    comeBack();

    expect(tab.state).toBe('saving');

    ask();
    server.commit();

    expect(tab.state).toBe('saved');
  });

  it('stays in trouble on a new connection that tells so first', () => {
    const tab = openSaved();
    tab.write('a');
    server.drop(4503);
    const { greet } = server;
    server.greet = (socket) => {
      greet.call(server, socket);
      server.tellStorage('trouble');
    };
    comeBack();

    expect(tab.provider.synced).toBe(true);
    expect(tab.state).toBe('trouble');
    expect(tab.said.slice(tab.said.indexOf('trouble'))).toEqual(['trouble']);
  });

  it('is offline, not in trouble, when a server in trouble is gone', () => {
    const tab = openSaved();
    server.tellStorage('trouble');
    server.drop();

    expect(tab.state).toBe('offline');
  });

  it('is closed for good with a code that says so, and keeps what is unsaved in mind', () => {
    const tab = openSaved();
    tab.write('a');
    server.drop(4404);

    expect(tab.state).toBe('closed');
    expect(tab.saving.isUnsaved).toBe(true);
  });

  it('is saving while something typed is not in the document yet', () => {
    const tab = openSaved();
    const release = tab.saving.holdDraft();

    expect(tab.state).toBe('saving');
    expect(tab.saving.isUnsaved).toBe(true);

    release();
    release();

    expect(tab.state).toBe('saved');
    expect(tab.saving.isUnsaved).toBe(false);
  });

  it('takes what a reader’s editor writes by itself for no edit', () => {
    const tab = openSaved();
    server.tellAccess('read');
    server.refuses = true;
    tab.doc.getMap('formats').set('cleaned', 'up');

    expect(tab.state).toBe('saved');
    expect(tab.saving.isUnsaved).toBe(false);
  });

  it('says that edits were not taken, and does not take the answer to a question for their confirmation', () => {
    const tab = openSaved();
    server.drop();
    tab.write('offline');
    server.refuses = true;
    comeBack();
    server.tellAccess('read');
    ask();
    server.commit();

    expect(tab.state).toBe('refused');
    expect(tab.saving.isUnsaved).toBe(true);
    expect(tab.said).not.toContain('closed');
  });

  it('says saved again once what was refused is taken', () => {
    const tab = openSaved();
    server.refuses = true;
    tab.write('refused');
    server.tellAccess('read');
    ask();
    server.commit();
    const refused = tab.state;
    server.refuses = false;
    server.tellAccess('write');
    server.greet(server.newest);
    const asked = tab.state;
    ask();
    server.commit();

    expect([refused, asked, tab.state]).toEqual(['refused', 'saving', 'saved']);
  });

  it.each([4401, 4403])('comes back with another token when it is closed with %i', async (code) => {
    const tab = openSaved();
    tab.readmissions.push(true);
    tab.write('kept');
    server.drop(code);
    await vi.advanceTimersByTimeAsync(0);
    server.newest.connect();
    ask();
    server.commit();

    expect(tab.state).toBe('saved');
    expect(tab.said).not.toContain('closed');
    expect(server.durable.getText('content').toJSON()).toBe('kept');
  });

  it('is closed for good when there is no other way in', async () => {
    const tab = openSaved();
    server.drop(4403);
    await vi.advanceTimersByTimeAsync(0);

    expect(tab.saving.status).toMatchObject({ state: 'closed', close: { code: 4403 } });
  });

  it('does not ask for tokens again and again when they are of no use', async () => {
    const tab = openSaved();
    tab.readmissions.push(true, true);
    server.drop(4403);
    await vi.advanceTimersByTimeAsync(0);
    server.newest.readyState = 1;
    server.drop(4403);
    await vi.advanceTimersByTimeAsync(0);

    expect(tab.state).toBe('closed');
    expect(tab.readmissions).toEqual([true]);
  });
});
