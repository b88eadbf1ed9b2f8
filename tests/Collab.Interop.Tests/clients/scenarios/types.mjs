import * as Y from 'yjs';
import { Client, converged, readFresh } from '../lib/client.mjs';
import { digest } from '../lib/digest.mjs';
import { ask } from '../lib/host.mjs';
import { Random } from '../lib/random.mjs';
import { breath } from '../lib/until.mjs';

const characters = ['a', 'é', '漢', '👩', '\n', 'text '];

/**
 * Four clients edit every kind of shared type at random, with every kind of value, now and then offline. Formatting is
 * left out: yjs replicas tidy marks up by themselves, each in its own time.
 */
export async function randomEdits({ address, document, seed, rounds }) {
  const random = new Random(seed);
  const clients = await Promise.all(Array.from({ length: 4 }, () => new Client(address, document).synced()));
  for (let round = 0; round < rounds; round++) {
    for (const client of clients) {
      edit(client.doc, random);
      if (random.below(40) === 0) {
        client.provider.disconnect();
      } else if (random.below(10) === 0) {
        client.provider.connect();
      }
    }

    await breath();
  }

  clients.forEach((client) => client.provider.connect());
  await Promise.all(clients.map(async (client) => (await client.synced()).saved()));
  await converged(...clients);
  const replicas = Object.fromEntries(clients.map(({ doc }, index) => [`client${index}`, digest(doc)]));
  clients.forEach((client) => client.destroy());
  await ask('kill');
  await ask('start');
  replicas.afterRestart = digest(await readFresh(address, document));
  return { replicas };
}

function edit(doc, random) {
  doc.transact(() => {
    for (let left = 1 + random.below(3); left > 0; left--) {
      [editText, editList, editMap, editPage][random.below(4)](doc, random);
    }
  });
}

function editText(doc, random) {
  const text = doc.getText('text');
  if (random.below(3) > 0 || text.length < 4) {
    text.insert(random.below(text.length + 1), characters[random.below(characters.length)]);
  } else if (random.below(4) === 0) {
    text.insertEmbed(random.below(text.length + 1), { image: random.below(100) });
  } else {
    text.delete(random.below(text.length - 3), 1 + random.below(3));
  }
}

function editList(doc, random) {
  const list = doc.getArray('list');
  const nested = list.length > 0 ? list.get(random.below(list.length)) : undefined;
  if (nested instanceof Y.Map) {
    nested.set(`k${random.below(3)}`, valueOf(random));
  } else if (nested instanceof Y.Array && nested.length < 5) {
    nested.push([valueOf(random)]);
  } else if (random.below(3) > 0 || list.length < 3) {
    list.insert(random.below(list.length + 1), Array.from({ length: 1 + random.below(3) }, () => valueOf(random)));
  } else {
    list.delete(random.below(list.length - 2), 1 + random.below(2));
  }
}

function editMap(doc, random) {
  const map = doc.getMap('map');
  const key = `k${random.below(10)}`;
  if (random.below(4) === 0) {
    map.delete(key);
  } else {
    map.set(key, valueOf(random));
  }
}

function editPage(doc, random) {
  const page = doc.getXmlFragment('page');
  const node = page.length > 0 ? page.get(random.below(page.length)) : undefined;
  if (node instanceof Y.XmlElement && random.below(2) === 0) {
    node.setAttribute(`a${random.below(3)}`, `${random.below(100)}`);
    node.insert(node.length, [new Y.XmlElement('span')]);
  } else if (node instanceof Y.XmlText && random.below(2) === 0) {
    node.insert(random.below(node.length + 1), characters[random.below(4)]);
  } else if (random.below(3) > 0 || page.length < 3) {
    page.insert(random.below(page.length + 1), [random.below(2) === 0 ? new Y.XmlElement('p') : new Y.XmlText('words')]);
  } else {
    page.delete(random.below(page.length - 1), 1);
  }
}

/** Any value that a shared type can hold, nested types and bytes among them. */
function valueOf(random) {
  const values = [
    () => null,
    () => random.below(2) === 0,
    () => random.below(1_000_000) - 500_000,
    () => random.below(1000) / 7,
    () => -0.5 * random.below(9),
    () => 2 ** 40 + random.below(1000),
    () => characters[random.below(characters.length)].repeat(random.below(5)),
    () => ({ b: [1, { c: null }], a: characters[random.below(characters.length)] }),
    () => Uint8Array.of(random.below(256), 0, 255),
    () => new Y.Map([['x', random.below(100)]]),
    () => Y.Array.from([random.below(100), 'nested']),
    () => new Y.Text('nested text'),
  ];
  return values[random.below(values.length)]();
}
