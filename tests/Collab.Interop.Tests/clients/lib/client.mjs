import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { ObservableV2 } from 'lib0/observable';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { clocks, equal } from './digest.mjs';
import { barrier } from './wire.mjs';
import { until } from './until.mjs';

const sync = 0;
const barrierEcho = 102;

/**
 * A document behind the stock y-websocket provider, with an ear on what the server acknowledges: its own blocks that come
 * back, and barriers (a message of our own that the provider leaves to us).
 * Events: 'acknowledged' when the server acknowledged more, 'offered' when it has been given all that it lacked.
 */
export class Client extends ObservableV2 {
  /** The clock up to which own blocks came back. */
  echoed = 0;

  /** The clock up to which barriers were answered. */
  confirmed = 0;

  /** Ranges of own blocks whose deletion came back, as [clock, length]. */
  echoedDeletes = [];

  /** Close codes of the connections that ended; null where this side ended it. */
  closes = [];

  #offered = false;
  #barriers = 0;
  #barrierClocks = new Map();
  #answered = 0;

  constructor(address, name, { doc = new Y.Doc(), ...options } = {}) {
    super();
    this.doc = doc;
    this.provider = new WebsocketProvider(address, name, doc, { WebSocketPolyfill: WebSocket, disableBc: true, ...options });
    this.#listenToSync();
    this.provider.messageHandlers[barrierEcho] = (_, decoder) => this.#onBarrier(decoder);
    this.provider.on('connection-close', (event) => this.closes.push(event === null ? null : event.code));
    this.provider.on('status', () => {
      this.#offered = false;
    });
  }

  get clock() {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  get text() {
    return this.doc.getText('text');
  }

  get isConnected() {
    return this.provider.wsconnected;
  }

  /** Whether this connection gave the server all that it lacked when it began. */
  get isOffered() {
    return this.#offered;
  }

  async synced() {
    await until(() => `${this.provider.url} synced`, () => this.provider.synced, [this.provider, 'sync']);
    return this;
  }

  async disconnected() {
    await until('disconnected', () => !this.provider.wsconnected, [this.provider, 'status']);
  }

  /** Waits until the server says that everything typed so far is durable, over as many connections as it takes. */
  async saved() {
    const clock = this.clock;
    let barrierSent;
    const again = () => {
      barrierSent = this.sendBarrier() ?? barrierSent;
    };
    again();
    this.on('offered', again);
    try {
      await until(
        () => `clock ${clock} saved; ${this.confirmed} is`,
        () => barrierSent !== undefined && this.#answered >= barrierSent && this.confirmed >= clock,
        [this, 'acknowledged'],
      );
    } finally {
      this.off('offered', again);
    }
  }

  /** Asks to be told when everything typed so far is durable; not before the server was offered what it lacks. */
  sendBarrier() {
    if (!this.#offered) {
      return undefined;
    }

    const number = ++this.#barriers;
    this.#barrierClocks.set(number, this.clock);
    this.provider.ws.send(barrier(payloadOf(number)));
    return number;
  }

  /** Waits while the socket has much to send: a person does not type faster than that either. */
  async flow() {
    const socket = this.provider.ws;
    if (socket?.bufferedAmount > 1 << 20) {
      await new Promise((resolve) => {
        socket._socket.once('drain', resolve);
        socket.once('close', resolve);
      });
    }
  }

  /** Cuts the connection as a broken network does; the provider connects again by itself. */
  cut() {
    this.provider.ws.terminate();
  }

  destroy() {
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.doc.destroy();
  }

  #listenToSync() {
    const handle = this.provider.messageHandlers[sync];
    this.provider.messageHandlers[sync] = (encoder, decoder, ...rest) => {
      const peek = decoding.clone(decoder);
      handle(encoder, decoder, ...rest);
      if (decoding.readVarUint(peek) === 0) {
        // The provider sends its step 2 once this handler has returned.
        queueMicrotask(() => this.#onOffered());
      } else {
        this.#onUpdate(decoding.readVarUint8Array(peek));
      }
    };
  }

  #onOffered() {
    this.#offered = true;
    this.emit('offered', []);
  }

  /** Own blocks come back only once they are durable. */
  #onUpdate(update) {
    const { structs, ds } = Y.decodeUpdate(update);
    const own = this.doc.clientID;
    for (const { id, length } of structs.filter((block) => !(block instanceof Y.Skip))) {
      if (id.client === own) {
        this.echoed = Math.max(this.echoed, id.clock + length);
      }
    }

    for (const { clock, len } of ds.clients.get(own) ?? []) {
      this.echoedDeletes.push([clock, len]);
    }

    this.emit('acknowledged', []);
  }

  #onBarrier(decoder) {
    const number = decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(decoder)));
    this.#answered = Math.max(this.#answered, number);
    this.confirmed = Math.max(this.confirmed, this.#barrierClocks.get(number));
    this.emit('acknowledged', []);
  }
}

/** Waits until all clients have the same edits. */
export async function converged(...clients) {
  const [first, ...others] = clients;
  await until(
    () => `convergence: ${JSON.stringify(clients.map(({ doc }) => clocks(Y.encodeStateVector(doc))))}`,
    () => others.every((other) => equal(first.doc, other.doc)),
    ...clients.map(({ doc }) => [doc, 'update']),
  );
}

/** What somebody who just came reads. */
export async function readFresh(address, name) {
  const client = await new Client(address, name).synced();
  const { doc } = client;
  client.provider.destroy();
  return doc;
}

function payloadOf(number) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}
