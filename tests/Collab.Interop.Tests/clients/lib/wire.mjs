import assert from 'node:assert/strict';
import WebSocket from 'ws';
import * as Y from 'yjs';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { within } from './until.mjs';

const sync = { step1: 0, step2: 1, update: 2 };

const message = (write) => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};

const tagged = (numbers, payload) => message((encoder) => {
  numbers.forEach((number) => encoding.writeVarUint(encoder, number));
  encoding.writeVarUint8Array(encoder, payload);
});

export const step1 = (stateVector) => tagged([0, sync.step1], stateVector);
export const step2 = (update) => tagged([0, sync.step2], update);
export const update = (bytes) => tagged([0, sync.update], bytes);
export const barrier = (payload) => tagged([102], payload);
export const queryAwareness = () => Uint8Array.of(3);

/** An awareness message of entries like { client, clock, state }; the state is JSON text. */
export const awareness = (...entries) => tagged([1], message((encoder) => {
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  }
}));

/** Reads a frame, which must be one whole message and nothing after it. */
export function read(frame) {
  const decoder = decoding.createDecoder(frame);
  const found = readMessage(decoder);
  assert.equal(decoder.pos, frame.length, `more than one message in a frame: ${Buffer.from(frame).toString('hex')}`);
  return found;
}

function readMessage(decoder) {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case 0: {
      const kind = Object.keys(sync)[decoding.readVarUint(decoder)];
      assert.ok(kind, 'unknown sync message');
      return { kind, payload: decoding.readVarUint8Array(decoder) };
    }
    case 1:
      return { kind: 'awareness', states: readAwareness(decoding.readVarUint8Array(decoder)) };
    case 102:
      return { kind: 'barrier', payload: decoding.readVarUint8Array(decoder) };
    case 103:
      return { kind: 'status', status: JSON.parse(decoding.readVarString(decoder)) };
    default:
      return assert.fail(`message of unknown type ${type}`);
  }
}

function readAwareness(bytes) {
  const decoder = decoding.createDecoder(bytes);
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)),
  }));
}

/** A connection that shows each frame as it came. */
export class Wire {
  #socket;
  #arrived = [];
  #waiting = [];

  /** Bytes of all frames that came. */
  received = 0;

  /** Connects; a refused upgrade rejects with an error that has the HTTP status. */
  static async open(address, name, options = {}) {
    const wire = new Wire();
    const socket = new WebSocket(`${address}/${name}`, { perMessageDeflate: false, ...options });
    wire.#socket = socket;
    socket.on('message', (data, isBinary) => {
      assert.ok(isBinary, 'a text frame');
      wire.received += data.length;
      // An awareness message without states keeps an idle connection alive and may come at any time.
      if (Buffer.compare(data, Buffer.of(1, 1, 0)) !== 0) {
        wire.#arrive(read(new Uint8Array(data)));
      }
    });
    socket.on('close', (code, reason) => wire.#arrive({ kind: 'close', code, reason: reason.toString() }));
    await within('the connection', new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
      socket.on('unexpected-response', (_, response) =>
        reject(Object.assign(new Error(`refused with ${response.statusCode}`), { status: response.statusCode })));
    }));
    return wire;
  }

  /** Sends messages in one frame. */
  send(...messages) {
    this.#socket.send(Buffer.concat(messages));
  }

  /** Sends one message in WebSocket fragments of this many bytes. */
  sendInFragments(message, bytes) {
    for (let at = 0; at < message.length; at += bytes) {
      this.#socket.send(message.subarray(at, at + bytes), { fin: at + bytes >= message.length });
    }
  }

  /** Begins a message and never ends it. */
  sendEndlessly(bytes) {
    for (let sent = 0; sent < bytes; sent += 1 << 16) {
      this.#socket.send(new Uint8Array(1 << 16), { fin: false });
    }
  }

  sendText(text) {
    this.#socket.send(text);
  }

  /** The next message, or the close. */
  async next() {
    if (this.#arrived.length > 0) {
      return this.#arrived.shift();
    }

    return within('a message', new Promise((resolve) => {
      this.#waiting.push(resolve);
    }));
  }

  /** The next message, which must be of this kind. */
  async expect(kind) {
    const next = await this.next();
    assert.equal(next.kind, kind, JSON.stringify(next));
    return next;
  }

  /** All messages until one of this kind, that one last. */
  async upTo(kind) {
    const messages = [];
    do {
      messages.push(await this.next());
      const { kind: found, code } = messages.at(-1);
      assert.ok(kind === 'close' || found !== 'close', `closed with ${code} before a ${kind} came`);
    } while (messages.at(-1).kind !== kind);
    return messages;
  }

  /** Whatever came before the server has taken in, and made durable, all that was sent until now. */
  async flushed(payload = Uint8Array.of(1)) {
    this.send(barrier(payload));
    const messages = await this.upTo('barrier');
    assert.deepEqual(messages.at(-1).payload, payload);
    return messages.slice(0, -1);
  }

  /** Sends a step 1 for the document and applies everything up to the step 2, which it returns. */
  async synchronize(doc) {
    this.send(step1(Y.encodeStateVector(doc)));
    const messages = await this.upTo('step2');
    apply(doc, messages);
    return messages.at(-1).payload;
  }

  /** Reads no more; what comes stays in the operating system's buffers. */
  stall() {
    this.#socket.pause();
  }

  resume() {
    this.#socket.resume();
  }

  /** Cuts the connection without a close. */
  cut() {
    this.#socket.terminate();
  }

  close() {
    this.#socket.close();
  }

  #arrive(message) {
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting(message);
    } else {
      this.#arrived.push(message);
    }
  }
}

/** Applies the updates among messages to a document. */
export function apply(doc, messages) {
  for (const { kind, payload } of messages) {
    if (kind === 'step2' || kind === 'update') {
      Y.applyUpdate(doc, payload);
    }
  }
}
