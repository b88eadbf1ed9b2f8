import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from '../lib/client.mjs';
import { until, within } from '../lib/until.mjs';
import { Wire, awareness, queryAwareness } from '../lib/wire.mjs';

/** States are seen by those who are there and by those who come, change, and go with a good-bye. */
export async function seen({ address, document }) {
  const [anna, bert] = [join(address, document), join(address, document)];
  setName(anna, 'Anna');
  setName(bert, 'Bert');
  await sees(anna, { Bert: 1 });
  await sees(bert, { Anna: 1 });
  const late = join(address, document);
  await sees(late, { Anna: 1, Bert: 1 });
  setName(anna, 'Anne');
  await sees(bert, { Anne: 1 });
  await sees(late, { Anne: 1, Bert: 1 });
  anna.provider.disconnect();
  await sees(bert, {});
  await sees(late, { Bert: 1 });
  return { bert: namesOf(bert), late: namesOf(late) };
}

/** A client whose process dies is gone for the others; their own states stay. */
export async function removedWhenItsProcessDies({ address, document }) {
  const watcher = join(address, document);
  setName(watcher, 'Watcher');
  const guest = await invite(address, document, 'Guest');
  await sees(watcher, { Guest: 1 });
  guest.kill('SIGKILL');
  await sees(watcher, {});
  const late = join(address, document);
  await sees(late, { Watcher: 1 });
  return { late: namesOf(late) };
}

/** A client that stops answering, though its connection is never closed, is gone for the others. */
export async function removedWhenItAnswersNoMore({ address, document }) {
  const watcher = join(address, document);
  const guest = await invite(address, document, 'Guest');
  await sees(watcher, { Guest: 1 });
  guest.kill('SIGSTOP');
  try {
    await sees(watcher, {});
  } finally {
    guest.kill('SIGKILL');
  }

  return { watcher: namesOf(watcher) };
}

/** Whoever asks for all states gets all states, in one message. */
export async function queried({ address, document }) {
  const asking = await Wire.open(address, document);
  await asking.expect('step1');
  asking.send(queryAwareness());
  const beforeAnybodyCame = (await asking.flushed()).length;
  const [anna, bert] = [join(address, document), join(address, document)];
  setName(anna, 'Anna');
  setName(bert, 'Bert');
  await sees(anna, { Bert: 1 });
  await sees(bert, { Anna: 1 });
  await asking.flushed();
  asking.send(queryAwareness());
  const { states } = await asking.expect('awareness');
  return { beforeAnybodyCame, names: states.map(({ state }) => state?.name).sort() };
}

/** What a client says of itself comes back to it too: it keeps y-websocket from giving the connection up. */
export async function echoed({ address, document }) {
  const wire = await Wire.open(address, document);
  await wire.expect('step1');
  wire.send(awareness({ client: 7, clock: 1, state: '{"name":"Anna"}' }));
  const { states } = await wire.expect('awareness');
  return { states };
}

/**
 * A client whose connection was cut is visible again as soon as it is back. The others were told of its removal at the clock
 * that it comes back with; left alone it would raise that clock only after 15 s.
 */
export async function backAtOnce({ address, document }) {
  const watcher = join(address, document);
  const anna = await join(address, document).synced();
  setName(anna, 'Anna');
  await sees(watcher, { Anna: 1 });
  anna.cut();
  await sees(watcher, {});
  await sees(watcher, { Anna: 1 });
  const late = join(address, document);
  await sees(late, { Anna: 1 });
  return { watcher: namesOf(watcher), late: namesOf(late) };
}

/**
 * A client that is back on a new connection before its old one is found to be dead stays visible when the old one ends.
 */
export async function backBeforeItsOldConnectionEnds({ address, document }) {
  const watcher = await Wire.open(address, document);
  const before = await Wire.open(address, document);
  before.send(awareness({ client: 7, clock: 1, state: '{"name":"Anna"}' }));
  await before.flushed();
  const after = await Wire.open(address, document);
  after.send(awareness({ client: 7, clock: 2, state: '{"name":"Anna"}' }));
  await after.flushed();
  await watcher.flushed();
  before.cut();
  // The server has noticed once it answers somebody who came, and was cut off, later.
  const later = await Wire.open(address, document);
  later.send(awareness({ client: 8, clock: 1, state: '{"name":"Bert"}' }));
  await later.flushed();
  later.cut();
  const removed = [];
  while (!removed.some(({ client }) => client === 8)) {
    removed.push(...(await watcher.expect('awareness')).states.filter(({ state }) => state === null));
  }

  watcher.send(queryAwareness());
  const { states } = await watcher.expect('awareness');
  return { removed: removed.map(({ client }) => client), present: states.map(({ client }) => client) };
}

/** A client of a process of its own: says when it is there, and stays. */
export async function guest({ address, document, name }) {
  const client = await new Client(address, document).synced();
  setName(client, name);
  console.log('there');
  await new Promise(() => {});
}

/**
 * A client that renews its state only when it has reason to, and forgets nobody by itself: left alone, clients raise their
 * clock every 15 s and drop others after 30 s, which would hide what the server did not do.
 */
function join(address, document) {
  const client = new Client(address, document);
  clearInterval(client.provider.awareness._checkInterval);
  return client;
}

async function invite(address, document, name) {
  const script = fileURLToPath(new URL('../run.mjs', import.meta.url));
  const guest = spawn(process.execPath, [script, 'awareness', 'guest', JSON.stringify({ address, document, name })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.on('exit', () => guest.kill('SIGKILL'));
  await within('the guest', new Promise((resolve) => createInterface({ input: guest.stdout }).once('line', resolve)));
  return guest;
}

function setName(client, name) {
  client.provider.awareness.setLocalState({ name });
}

/** How many others have each name. */
function namesOf({ doc, provider }) {
  const names = {};
  for (const [id, { name }] of provider.awareness.getStates()) {
    if (id !== doc.clientID && name !== undefined) {
      names[name] = (names[name] ?? 0) + 1;
    }
  }

  return names;
}

async function sees(client, expected) {
  const sorted = (names) => JSON.stringify(Object.entries(names).sort());
  await until(
    () => `to see ${sorted(expected)} instead of ${sorted(namesOf(client))}`,
    () => sorted(namesOf(client)) === sorted(expected),
    [client.provider.awareness, 'change'],
  );
}
