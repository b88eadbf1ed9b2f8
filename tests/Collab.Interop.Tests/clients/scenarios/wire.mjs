import assert from 'node:assert/strict';
import * as Y from 'yjs';
import { digest } from '../lib/digest.mjs';
import { ask } from '../lib/host.mjs';
import { Wire, apply, awareness, barrier, queryAwareness, step1, step2, update } from '../lib/wire.mjs';

const hex = (bytes) => Buffer.from(bytes).toString('hex');

/** What the server says unasked when somebody connects. */
export async function firstFrames({ address, document }) {
  const { wire: writer, updates } = await write(address, document, 1, ['hello']);
  const alone = await open(address, document);
  const whenNobodyIsThere = [alone.hello, ...await alone.wire.flushed()];
  writer.send(awareness({ client: 1, clock: 1, state: '{"name":"Anna"}' }));
  await writer.flushed();
  const later = await open(address, document);
  const whenSomebodyIsThere = [later.hello, ...await later.wire.flushed()];
  return {
    kindsAlone: whenNobodyIsThere.map(({ kind }) => kind),
    kindsLater: whenSomebodyIsThere.map(({ kind }) => kind),
    stateVector: hex(whenSomebodyIsThere[0].payload),
    expectedStateVector: hex(Y.encodeStateVectorFromUpdate(Y.mergeUpdates(updates))),
    states: whenSomebodyIsThere[1].states,
  };
}

/** Several messages in one inbound frame are all handled, in their order; each answer has a frame of its own. */
export async function severalMessagesInOneFrame({ address, document }) {
  const { wire } = await open(address, document);
  const [one, two] = updatesOf(1, ['one ', 'two']);
  wire.send(
    step1(Y.encodeStateVector(new Y.Doc())),
    update(one),
    update(two),
    awareness({ client: 1, clock: 1, state: '{}' }),
    queryAwareness(),
    barrier(Uint8Array.of(9)),
  );
  // The reader asserts that no frame has two messages.
  const answers = await wire.upTo('barrier');
  const afterwards = new Y.Doc();
  await (await open(address, document)).wire.synchronize(afterwards);
  return { answers: [...new Set(answers.map(({ kind }) => kind))].sort(), text: afterwards.getText('text').toString() };
}

/** A message may come in any number of WebSocket fragments. */
export async function fragments({ address, document }) {
  const { wire } = await open(address, document);
  wire.sendInFragments(update(updatesOf(1, ['in pieces'])[0]), 1);
  await wire.flushed();
  const doc = new Y.Doc();
  await wire.synchronize(doc);
  return { text: doc.getText('text').toString() };
}

/** Somebody who joins while others type gets the whole state in exactly one step 2, which is what yjs would send. */
export async function wholeStateInOneMessage({ address, document }) {
  const { wire: first, updates } = await write(address, document, 1, longTexts(100));
  const mirror = new Y.Doc();
  updates.forEach((bytes) => Y.applyUpdate(mirror, bytes));
  const joiner = await open(address, document);
  joiner.wire.send(step1(Y.encodeStateVector(new Y.Doc())));
  const atRest = await joiner.wire.flushed();

  // The same while another writes: its updates come after the one step 2, never before it, and nothing is missing.
  const { wire: second } = await open(address, document);
  const busy = updatesOf(2, longTexts(200), { map: true });
  busy.slice(0, 100).forEach((bytes) => second.send(update(bytes)));
  const early = await open(address, document);
  early.wire.send(step1(Y.encodeStateVector(new Y.Doc())));
  busy.slice(100).forEach((bytes) => second.send(update(bytes)));
  await second.flushed();
  const amidst = await early.wire.flushed();
  const doc = new Y.Doc();
  apply(doc, amidst);
  busy.forEach((bytes) => Y.applyUpdate(mirror, bytes));
  first.close();
  return {
    kindsAtRest: atRest.map(({ kind }) => kind),
    bytes: atRest[0].payload.length,
    isWhatYjsSends: hex(atRest[0].payload) === hex(Y.encodeStateAsUpdate(encodedBy(updates))),
    step2sAmidst: amidst.filter(({ kind }) => kind === 'step2').length,
    firstAmidst: amidst[0].kind,
    replicas: { mirror: digest(mirror), joiner: digest(doc) },
  };
}

/** Somebody who comes back gets what it lacks, and the delete set, and nothing else; byte for byte what yjs would send. */
export async function diffForWhoComesBack({ address, document }) {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const updates = [];
  doc.on('update', (bytes) => updates.push(bytes));
  doc.getText('text').insert(0, 'all of this was there before. '.repeat(50));
  doc.getText('text').delete(10, 20);
  const back = new Y.Doc();
  Y.applyUpdate(back, Y.encodeStateAsUpdate(doc));
  const known = Y.encodeStateVector(back);
  doc.getText('text').insert(5, 'new');
  doc.getMap('notes').set('key', { nested: [1, 2.5, null] });
  doc.getText('text').delete(100, 7);
  const { wire: writer } = await open(address, document);
  updates.forEach((bytes) => writer.send(update(bytes)));
  await writer.flushed();

  const { wire } = await open(address, document);
  const diff = await wire.synchronize(back);
  const mirror = encodedBy(updates);
  const knowsAll = await (await open(address, document)).wire.synchronize(back);
  return {
    diff: hex(diff),
    expected: hex(Y.encodeStateAsUpdate(mirror, known)),
    wholeBytes: Y.encodeStateAsUpdate(mirror).length,
    diffWhenAllIsKnown: hex(knowsAll),
    expectedWhenAllIsKnown: hex(Y.encodeStateAsUpdate(mirror, Y.encodeStateVector(mirror))),
    replicas: { server: digest(mirror), back: digest(back) },
  };
}

/** The sender's own update comes back to it, and before the barrier that it sent after it. */
export async function echo({ address, document }) {
  const { wire: sender } = await open(address, document);
  const { wire: other } = await open(address, document);
  await sender.synchronize(new Y.Doc());
  await other.synchronize(new Y.Doc());
  const [bytes] = updatesOf(1, ['hello']);
  sender.send(update(bytes), barrier(Uint8Array.of(4, 2)));
  const back = await sender.upTo('barrier');
  const relayed = await other.expect('update');

  // A repeat adds nothing: nobody hears of it.
  sender.send(update(bytes));
  const afterRepeat = await sender.flushed();
  const othersAfterRepeat = await other.flushed();
  return {
    sent: hex(bytes),
    kinds: back.map(({ kind }) => kind),
    back: hex(back[0].payload),
    relayed: hex(relayed.payload),
    barrier: hex(back.at(-1).payload),
    afterRepeat: afterRepeat.length + othersAfterRepeat.length,
  };
}

/** While the store cannot commit, others see an update already, but its sender hears nothing that says it is saved. */
export async function echoWaitsForTheCommit({ address, document }) {
  const { wire: sender } = await open(address, document);
  const { wire: other } = await open(address, document);
  await sender.synchronize(new Y.Doc());
  await other.synchronize(new Y.Doc());
  sender.send(awareness({ client: 1, clock: 1, state: '{}' }));
  await sender.expect('awareness');
  await ask('blockCommits');
  const [bytes] = updatesOf(1, ['hello']);
  sender.send(update(bytes), barrier(Uint8Array.of(1)));
  await other.upTo('update');

  // Answers come in order: had the echo been on its way, it would be here before the states that are asked for now.
  sender.send(queryAwareness());
  const whileBlocked = await sender.upTo('awareness');
  await ask('unblockCommits');
  const afterwards = await sender.upTo('barrier');
  return { whileBlocked: whileBlocked.map(({ kind }) => kind), afterwards: afterwards.map(({ kind }) => kind) };
}

/** Barriers come back with their bytes; of several that wait, the newest is enough. */
export async function barriers({ address, document }) {
  const { wire } = await open(address, document);
  const payload = Uint8Array.from({ length: 300 }, (_, index) => index);
  wire.send(barrier(payload));
  const lone = await wire.expect('barrier');
  wire.send(barrier(Uint8Array.of()));
  const empty = await wire.expect('barrier');
  const updates = updatesOf(1, ['a', 'b', 'c']);
  updates.forEach((bytes, index) => wire.send(update(bytes), barrier(Uint8Array.of(index))));
  let newest;
  do {
    // Its own updates come back before the barriers that it sent after them.
    newest = (await wire.upTo('barrier')).at(-1).payload[0];
  } while (newest !== 2);
  return { lone: hex(lone.payload), expected: hex(payload), empty: hex(empty.payload), newest };
}

/** Types that the server does not know are no reason to close. */
export async function unknownTypes({ address, document }) {
  const { wire } = await open(address, document);
  for (const type of [2, 4, 77, 101, 125]) {
    wire.send(Uint8Array.of(type, 3, 1, 2, 3));
  }

  wire.send(Uint8Array.of(0xff, 0xff, 0x7f));
  wire.send(Uint8Array.of());
  const answers = await wire.flushed();
  wire.send(update(updatesOf(1, ['still here'])[0]));
  await wire.flushed();
  const doc = new Y.Doc();
  await wire.synchronize(doc);
  return { answers: answers.length, text: doc.getText('text').toString() };
}

/** An update of so many blocks in a map that nobody has sent. */
function pending(blocks) {
  const unsent = new Y.Doc();
  const map = unsent.getMap('root').set('map', new Y.Map());
  const known = Y.encodeStateVector(unsent);
  unsent.transact(() => Array.from({ length: blocks }, (_, index) => map.set(`k${index}`, index)));
  return Y.encodeStateAsUpdate(unsent, known);
}

const whole = updatesOf(1, ['a text that is cut off in the middle'])[0];

/** What no server should take, by what is wrong with it. */
const malformed = {
  cutUpdate: (wire) => wire.send(update(whole.slice(0, -12))),
  cutFrame: (wire) => wire.send(update(whole).slice(0, -12)),
  garbageUpdate: (wire) => wire.send(update(Uint8Array.from({ length: 200 }, (_, index) => (index * 151 + 7) % 256))),
  hugeCounts: (wire) => wire.send(update(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0x7f))),
  garbageStep2: (wire) => wire.send(step2(Uint8Array.of(1, 1, 1, 0, 0xff))),
  garbageStateVector: (wire) => wire.send(step1(Uint8Array.of(5, 1))),
  unknownSyncMessage: (wire) => wire.send(Uint8Array.of(0, 9, 0)),
  endlessNumber: (wire) => wire.send(new Uint8Array(20).fill(0xff)),
  awarenessWithoutJson: (wire) => wire.send(awareness({ client: 1, clock: 1, state: '{"name":' })),
  cutAwareness: (wire) => wire.send(Uint8Array.of(1, 5, 3, 1, 1, 4)),
  longAwareness: (wire) => wire.send(awareness({ client: 1, clock: 1, state: JSON.stringify('n'.repeat(100_000)) })),
  deepAwareness: (wire) => wire.send(awareness({ client: 1, clock: 1, state: '['.repeat(1000) + ']'.repeat(1000) })),
  text: (wire) => wire.sendText('hello'),
  oversized: (wire, { limit }) => wire.send(update(new Uint8Array(limit + 1))),
  endless: (wire, { limit }) => wire.sendEndlessly(2 * limit),
  tooMuchPending: (wire) => wire.send(update(pending(12_000))),
};

/** Bad bytes cost their sender the connection; those in the same document notice nothing, and the document is as it was. */
export async function malformedInput({ address, document, what, limit }) {
  const { wire: good } = await write(address, document, 1, ['before ']);
  const { wire: bad } = await open(address, document);
  await bad.synchronize(new Y.Doc());
  malformed[what](bad, { limit });
  const { code, reason } = (await bad.upTo('close')).at(-1);
  const [, later] = updatesOf(1, ['before ', 'after']);
  good.send(update(later));
  const back = await good.upTo('update');
  await good.flushed();
  const doc = new Y.Doc();
  await (await open(address, document)).wire.synchronize(doc);
  return { code, reason, others: back.map(({ kind }) => kind), text: doc.getText('text').toString() };
}

/** Paths that name the same document lead to the same document, and others to others. */
export async function names({ address, writes, reads }) {
  for (const [path, text] of Object.entries(writes)) {
    const { wire } = await open(address, path);
    wire.send(update(updatesOf(1, [text])[0]));
    await wire.flushed();
  }

  const found = {};
  for (const path of reads) {
    const doc = new Y.Doc();
    const { wire } = await open(address, path);
    await wire.synchronize(doc);
    found[path] = doc.getText('text').toString();
  }

  return { found };
}

/** The HTTP status that an upgrade is answered with; 101 if it was let in. */
export async function statusOf({ address, document, origin }) {
  try {
    await open(address, document, origin === undefined ? {} : { origin });
    return { status: 101 };
  } catch (error) {
    assert.ok(error.status, error.stack);
    return { status: error.status };
  }
}

async function open(address, document, options) {
  const wire = await Wire.open(address, document, options);
  return { wire, hello: await wire.expect('step1') };
}

/** Connects, writes and waits until all of it is durable. */
async function write(address, document, client, texts) {
  const { wire } = await open(address, document);
  const updates = updatesOf(client, texts);
  await wire.synchronize(new Y.Doc());
  updates.forEach((bytes) => wire.send(update(bytes)));
  await wire.flushed();
  return { wire, updates };
}

/** The updates of a client that writes these texts one after the other; as values in a map if so wanted. */
function updatesOf(client, texts, { map = false } = {}) {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates = [];
  doc.on('update', (bytes) => updates.push(bytes));
  for (const text of texts) {
    if (map) {
      doc.getMap('notes').set(`${text.length % 7}`, text);
    } else {
      doc.getText('text').insert(doc.getText('text').length, text);
    }
  }

  return updates;
}

function encodedBy(updates) {
  const mirror = new Y.Doc();
  updates.forEach((bytes) => Y.applyUpdate(mirror, bytes));
  return mirror;
}

function longTexts(count) {
  return Array.from({ length: count }, (_, index) => `${index} `.repeat(1000 + index));
}
