import * as Y from 'yjs';
import { digest } from '../lib/digest.mjs';
import { ask } from '../lib/host.mjs';
import { Random } from '../lib/random.mjs';
import { Wire, apply, update } from '../lib/wire.mjs';

const valueBytes = 50_000;
const unacknowledgedBytes = 1 << 20;

/**
 * Readers stop reading while a writer overwrites the same few values again and again. The server's memory is compared with
 * what it is after the same amount of writing without them; afterwards they read on and have to be equal.
 */
export async function stalledReaders({ address, document, bytes, stalled }) {
  const writer = new Writer(await Wire.open(address, document));
  await writer.write(bytes);
  const { residentBytes: memoryBefore } = await ask('memory');

  const readers = [];
  for (let count = 0; count < stalled; count++) {
    const doc = new Y.Doc();
    const wire = await Wire.open(address, document);
    await wire.synchronize(doc);
    await wire.flushed();
    wire.stall();
    readers.push({ doc, wire, before: wire.received });
  }

  await writer.write(bytes);
  const { residentBytes: memoryStalled } = await ask('memory');
  const replicas = { writer: digest(writer.doc) };
  for (const [index, { doc, wire }] of readers.entries()) {
    wire.resume();
    apply(doc, await wire.flushed());
    // What it lacks may come later than the barrier's echo: a diff is not made for a peer every moment.
    while (digest(doc).stateVector !== replicas.writer.stateVector) {
      apply(doc, await wire.upTo('update'));
    }

    replicas[`reader${index}`] = digest(doc);
  }

  return {
    memoryBefore,
    memoryStalled,
    sent: writer.sent,
    readersReceived: readers.map(({ wire, before }) => wire.received - before),
    replicas,
  };
}

/** Overwrites values in a map; goes on only while the server keeps up. */
class Writer {
  doc = new Y.Doc();
  sent = 0;
  #wire;
  #random = new Random(5);
  #updates = [];

  constructor(wire) {
    this.#wire = wire;
    this.doc.on('update', (bytes) => this.#updates.push(bytes));
  }

  async write(bytes) {
    const end = this.sent + bytes;
    let unacknowledged = 0;
    while (this.sent < end) {
      this.doc.getMap('values').set(`v${this.#random.below(8)}`, this.#value());
      for (const bytes of this.#updates.splice(0)) {
        this.#wire.send(update(bytes));
        this.sent += bytes.length;
        unacknowledged += bytes.length;
      }

      if (unacknowledged >= unacknowledgedBytes) {
        await this.#wire.flushed();
        unacknowledged = 0;
      }
    }

    await this.#wire.flushed();
  }

  #value() {
    return String.fromCharCode(97 + this.#random.below(26)).repeat(valueBytes);
  }
}
