// Every published client that the server takes, behind one face: a document to edit, and what the client itself calls saved.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as hocuspocus3 from '@hocuspocus/provider-3';
import { YSweetProvider } from '@y-sweet/client';
import * as Y14 from '@y/y';
import { WebsocketProvider as WebsocketProvider14 } from '@y/websocket';
import * as decoding from 'lib0/decoding';
import { ObservableV2 } from 'lib0/observable';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { digest } from './digest.mjs';

/** Providers close sockets that are still connecting, after they took their listeners off: an error that nobody hears ends Node. */
class Socket extends WebSocket {
  constructor(...args) {
    super(...args);
    this.on('error', () => {});
  }
}

/** One of each kind. */
export function everyone(address, document) {
  const base = address.replace(/\/sync$/, '');
  return [
    new YWebsocket(address, document),
    new YWebsocket14(address, document),
    new Hocuspocus('hocuspocus4', { HocuspocusProvider, HocuspocusProviderWebsocket }, base, document),
    new Hocuspocus('hocuspocus4session', { HocuspocusProvider, HocuspocusProviderWebsocket }, base, document, { sessionAwareness: true }),
    new Hocuspocus('hocuspocus3', hocuspocus3, base, document),
    new YSweet(base, document),
  ];
}

/** What all of them have; events: 'change' whenever the document, the states of others, or what is saved changed. */
class Somebody extends ObservableV2 {
  /** The clock up to which the client's own signal called everything saved. */
  saved = 0;

  constructor(kind, doc) {
    super();
    this.kind = kind;
    this.doc = doc;
    doc.on('update', () => this.emit('change', []));
  }

  get clock() {
    return Y.decodeStateVector(Y.encodeStateVector(this.doc)).get(this.doc.clientID) ?? 0;
  }

  get isSaved() {
    return this.saved >= this.clock;
  }

  get text() {
    return this.doc.getText('text');
  }

  set(key, value) {
    this.doc.getMap('entries').set(key, value);
  }

  digest() {
    return digest(this.doc);
  }

  /** The kinds whose states are seen here. */
  get seen() {
    return new Set([...this.awareness.getStates().values()].map(({ kind }) => kind));
  }

  /** Tells the others who is here; called once the client has its provider. */
  appear() {
    this.awareness.setLocalState({ kind: this.kind });
    this.awareness.on('change', () => this.emit('change', []));
  }

  /** Whether a last edit shows what is saved; if not, a new connection does. */
  get isSettledByEdit() {
    return true;
  }

  called(saved) {
    this.saved = Math.max(this.saved, saved);
    this.emit('change', []);
  }
}

/** Acknowledged by the blocks of its own that come back. */
class Echoed extends Somebody {
  /** Listens to what the provider is sent; messages of one kind of sync are not told from another here. */
  listenTo(provider) {
    this.provider = provider;
    this.awareness = provider.awareness;
    this.appear();
    const handle = provider.messageHandlers[0];
    provider.messageHandlers[0] = (encoder, decoder, ...rest) => {
      const peek = decoding.createDecoder(decoder.arr.subarray(decoder.pos));
      handle(encoder, decoder, ...rest);
      if (decoding.readVarUint(peek) !== 0) {
        this.#onUpdate(decoding.readVarUint8Array(peek));
      }
    };
  }

  /** For the message of a failure. */
  get state() {
    return `connected: ${this.provider.wsconnected}, synced: ${this.provider.synced}`;
  }

  cut() {
    this.provider.ws?.terminate();
  }

  destroy() {
    this.provider.destroy();
    this.awareness.destroy();
  }

  #onUpdate(update) {
    const ends = Y.decodeUpdate(update).structs
      .filter((block) => block.id.client === this.doc.clientID && !(block instanceof Y.Skip))
      .map((block) => block.id.clock + block.length);
    this.called(Math.max(0, ...ends));
  }
}

class YWebsocket extends Echoed {
  constructor(address, document) {
    super('y-websocket', new Y.Doc());
    this.listenTo(new WebsocketProvider(address, document, this.doc, { WebSocketPolyfill: Socket, disableBc: true }));
  }
}

/** On Yjs 14, whose documents have no types but one. */
class YWebsocket14 extends Echoed {
  constructor(address, document) {
    super('y-websocket14', new Y14.Doc());
    this.listenTo(new WebsocketProvider14(address, document, this.doc, { WebSocketPolyfill: Socket, disableBc: true }));
  }

  get clock() {
    return Y.decodeStateVector(Y14.encodeStateVector(this.doc)).get(this.doc.clientID) ?? 0;
  }

  get text() {
    return this.doc.get('text');
  }

  set(key, value) {
    this.doc.get('entries').setAttr(key, value);
  }

  digest() {
    const read = new Y.Doc();
    Y.applyUpdate(read, Y14.encodeStateAsUpdate(this.doc));
    return digest(read);
  }
}

/** Acknowledged by a count of unsaved changes that goes down to 0. */
class Hocuspocus extends Somebody {
  constructor(kind, library, base, document, options = {}) {
    super(kind, new Y.Doc());
    this.socket = new library.HocuspocusProviderWebsocket({
      url: `${base}/hocuspocus`, WebSocketPolyfill: Socket, delay: 200, minDelay: 200, maxDelay: 500,
    });
    this.provider = new library.HocuspocusProvider({ websocketProvider: this.socket, name: document, document: this.doc, token: 'any', ...options });
    this.provider.on('unsyncedChanges', ({ number }) => {
      if (number === 0) {
        this.called(this.clock);
      }
    });
    this.awareness = this.provider.awareness;
    this.appear();
    this.provider.attach();
  }

  get isSaved() {
    return super.isSaved && !this.provider.hasUnsyncedChanges;
  }

  /** A deletion while it connected may have left its count too high. */
  get isSettledByEdit() {
    return false;
  }

  get state() {
    return `${this.socket.status}, synced: ${this.provider.synced}, unsynced changes: ${this.provider.unsyncedChanges}`;
  }

  cut() {
    this.socket.webSocket?.terminate();
  }

  destroy() {
    this.provider.destroy();
    this.socket.destroy();
  }
}

/** Acknowledged by the number of its newest change that comes back. */
class YSweet extends Somebody {
  constructor(base, document) {
    super('y-sweet', new Y.Doc());
    const token = { url: `${base}/d/${document}/ws`, baseUrl: base, docId: document };
    this.provider = new YSweetProvider(async () => token, document, this.doc, { WebSocketPolyfill: Socket, showDebuggerLink: false });
    this.provider.on('local-changes', (has) => {
      if (!has) {
        this.called(this.clock);
      }
    });
    this.awareness = this.provider.awareness;
    this.appear();
  }

  get isSaved() {
    return super.isSaved && !this.provider.hasLocalChanges;
  }

  get state() {
    return `${this.provider.status}, version ${this.provider.ackedVersion} of ${this.provider.localVersion}`;
  }

  cut() {
    this.provider.websocket?.terminate();
  }

  destroy() {
    this.provider.disconnect();
    this.provider.destroy();
    this.awareness.destroy();
  }
}
