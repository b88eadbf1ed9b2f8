import * as Y from 'yjs';
import { readFresh } from '../lib/client.mjs';
import { digest } from '../lib/digest.mjs';
import { everyone } from '../lib/everyone.mjs';
import { Gate } from '../lib/gate.mjs';
import { ask } from '../lib/host.mjs';
import { Random } from '../lib/random.mjs';
import { pause, until } from '../lib/until.mjs';

/** Every kind of client, and the host itself, edit one document for some time, while connections are cut. */
export async function together({ address, document, seconds }) {
  const people = everyone(address, document);
  const writers = people.map((one, index) => new Writer(one, index + 1));
  writers.forEach((writer) => writer.start());
  let running = true;
  const host = (async () => {
    while (running) {
      await ask('edit');
      await pause(20);
    }
  })();
  await pause(seconds * 1000);
  running = false;
  await Promise.all([host, ...writers.map((writer) => writer.stop())]);
  writers.forEach((writer) => writer.finish());
  await allSaved(people);
  const text = (await ask('read')).text;
  await until(
    () => `convergence: ${people.map((one) => `${one.kind} ${one.text.toString().length}`)} and the host ${text.length}`,
    () => people.every((one) => one.text.toString() === text),
    ...people.map((one) => [one, 'change']),
  );
  await allEqual(people);
  await until(
    () => `everybody to see everybody: ${people.map((one) => `${one.kind}: ${[...one.seen]}`).join('; ')}`,
    () => people.every((one) => one.seen.size === people.length),
    ...people.map((one) => [one, 'change']),
  );
  const replicas = Object.fromEntries(people.map((one) => [one.kind, one.digest()]));
  replicas.fresh = digest(await readFresh(address, document));
  people.forEach((one) => one.destroy());
  return { edits: writers.map(({ edits }) => edits), cuts: writers.map(({ cuts }) => cuts), replicas };
}

/**
 * Every kind of client types, some of the time without a connection, while the server is killed and started again. Whatever a client itself
 * had called saved is there, for somebody who reads before any of them can bring it back.
 */
export async function killed({ address, document, kills }) {
  const gate = await Gate.before(address);
  const people = everyone(gate.address, document);
  const writers = people.map((one, index) => new Writer(one, index + 100));
  writers.forEach((writer) => writer.start());
  const rounds = [];
  for (let round = 0; round < kills; round++) {
    await moreSaved(people);
    await ask('kill');
    gate.shut();
    const saved = people.map((one) => one.saved);
    await ask('start');
    const found = Y.decodeStateVector(Y.encodeStateVector(await readFresh(address, document)));
    rounds.push(people.map(({ kind, doc }, index) => ({ kind, saved: saved[index], found: found.get(doc.clientID) ?? 0 })));
    gate.open();
  }

  await Promise.all(writers.map((writer) => writer.stop()));
  writers.forEach((writer) => writer.finish());
  await allSaved(people);
  await allEqual(people);
  await ask('kill');
  await ask('start');
  const last = await readFresh(address, document);
  const replicas = Object.fromEntries(people.map((one) => [one.kind, one.digest()]));
  replicas.afterLastKill = digest(last);
  people.forEach((one) => one.destroy());
  return { rounds, replicas };
}

/** Types and deletes at random, and now and then loses its connection. */
class Writer {
  edits = 0;
  cuts = 0;
  #random;
  #running = false;
  #run = Promise.resolve();

  constructor(one, seed) {
    this.one = one;
    this.#random = new Random(seed * 7919);
  }

  start() {
    this.#running = true;
    this.#run = this.#write();
  }

  async stop() {
    this.#running = false;
    await this.#run;
  }

  /** Once all have stopped. One edit more, since blocks whose echo was lost with a connection never come back; or one connection more. */
  finish() {
    if (this.one.isSettledByEdit) {
      this.#edit();
    } else {
      this.one.cut();
    }
  }

  async #write() {
    while (this.#running) {
      this.#edit();
      if (this.#random.below(150) === 0) {
        this.one.cut();
        this.cuts++;
      }

      // Now and then a rest, in which all can be saved.
      await pause(this.#random.below(20) === 0 ? 300 : 3 + this.#random.below(15));
    }
  }

  #edit() {
    const { one } = this;
    const { text } = one;
    const at = this.#random.below(text.length + 1);
    if (text.length > 200 && this.#random.below(3) === 0) {
      text.delete(Math.min(at, text.length - 5), 5);
    } else {
      text.insert(at, `${one.kind}:${this.edits} `);
    }

    one.set(`${one.kind}-${this.#random.below(10)}`, this.edits);
    this.edits++;
  }
}

async function allSaved(people) {
  await until(
    () => `all saved: ${people.filter((one) => !one.isSaved).map((one) => `${one.kind} ${one.saved} of ${one.clock} (${one.state})`)}`,
    () => people.every((one) => one.isSaved),
    ...people.map((one) => [one, 'change']),
  );
}

async function allEqual(people) {
  await until(
    () => `convergence: ${people.map((one) => `${one.kind} ${one.text.toString().length} (${one.state})`)}`,
    () => new Set(people.map((one) => JSON.stringify(one.digest()))).size === 1,
    ...people.map((one) => [one, 'change']),
  );
}

async function moreSaved(people) {
  const before = people.map(({ saved }) => saved);
  await until(
    () => `more called saved by ${people.filter((one, index) => one.saved <= before[index]).map(({ kind }) => kind)}`,
    () => people.every((one, index) => one.saved > before[index]),
    ...people.map((one) => [one, 'change']),
  );
}
