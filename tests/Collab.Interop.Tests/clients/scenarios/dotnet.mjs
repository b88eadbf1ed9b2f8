import * as Y from 'yjs';
import { Client, readFresh } from '../lib/client.mjs';
import { clocks, digest } from '../lib/digest.mjs';
import { ask } from '../lib/host.mjs';
import { Random } from '../lib/random.mjs';
import { until } from '../lib/until.mjs';

const editsPerRound = 25;

/**
 * Yjs and the .NET client edit one document, round after round, now and then one of them without a connection. After each round
 * both are saved and have the same: each compares what the other one has with its own.
 */
export async function rounds({ address, document, seed, rounds }) {
  const random = new Random(seed);
  const client = await new Client(address, document).synced();
  const { awareness } = client.provider;
  const seen = () => [...awareness.getStates().values()].map(({ user }) => user?.name).sort();
  awareness.setLocalStateField('user', { name: 'Yjs' });
  let offline = 0;
  for (let round = 0; round < rounds; round++) {
    const isCutOff = random.below(3) === 0;
    const isOtherCutOff = random.below(3) === 0;
    offline += isCutOff + isOtherCutOff;
    if (isCutOff) {
      client.provider.disconnect();
    }

    if (isOtherCutOff) {
      await ask('disconnect');
    }

    const other = ask('edit');
    for (let edit = 0; edit < editsPerRound; edit++) {
      editOnce(client.doc, random);
    }

    await other;
    client.provider.connect();
    await client.synced();
    await client.saved();
    await ask('save');
    const { stateVector } = await ask('read');
    await until(
      () => `round ${round}: what the .NET client had saved`,
      () => covers(client.doc, Buffer.from(stateVector, 'base64')),
      [client.doc, 'update'],
    );
  }

  // Who was cut off takes nobody's state at a clock that it knew before, so the other one has to tell a new one.
  await ask('wave');
  await until(() => `both to be seen: ${seen()}`, () => seen().length === 2, [awareness, 'change']);
  const replicas = { yjs: digest(client.doc), fresh: digest(await readFresh(address, document)) };
  const json = JSON.stringify({ text: client.text.toDelta(), list: client.doc.getArray('list').toJSON() });
  const people = seen();
  client.destroy();
  return { replicas, json, people, offline };
}

function editOnce(doc, random) {
  const text = doc.getText('text');
  const list = doc.getArray('list');
  switch (random.below(5)) {
    case 0:
      text.insert(random.below(text.length + 1), `y${random.below(1000)} `);
      break;
    case 1:
      if (text.length > 8) {
        text.delete(random.below(text.length - 4), 4);
      }

      break;
    case 2:
      if (text.length > 8) {
        text.format(random.below(text.length - 5), 5, { bold: random.below(2) === 0 ? true : null });
      }

      break;
    case 3:
      list.insert(random.below(list.length + 1), [random.below(1000), 'yjs']);
      break;
    default:
      doc.getMap('entries').set(`k${random.below(20)}`, random.below(1000));
  }
}

function covers(doc, stateVector) {
  const own = new Map(clocks(Y.encodeStateVector(doc)));
  return clocks(stateVector).every(([client, clock]) => (own.get(client) ?? 0) >= clock);
}
