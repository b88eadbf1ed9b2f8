import * as Y from 'yjs';
import { converged, readFresh } from '../lib/client.mjs';
import { digest } from '../lib/digest.mjs';
import { Gate } from '../lib/gate.mjs';
import { ask } from '../lib/host.mjs';
import { Typist } from '../lib/typist.mjs';
import { until } from '../lib/until.mjs';

const typing = 5;
const offlineInEachRound = 2;

/**
 * Five clients type while the server is killed and started again; in each round two of them are offline meanwhile and type on.
 * After each start somebody reads the document before its clients can bring anything back: what the server had
 * acknowledged has to be there.
 */
export async function killedWhileTyping({ address, document, kills }) {
  const gate = await Gate.before(address);
  const typists = Array.from({ length: typing }, (_, index) => new Typist(gate.address, document, index + 1));
  const clients = typists.map(({ client }) => client);
  await Promise.all(clients.map((client) => client.synced()));
  typists.forEach((typist) => typist.start());
  await acknowledgedMore(clients);

  const rounds = [];
  for (let round = 0; round < kills; round++) {
    const isOffline = (index) => (index + round) % typing < offlineInEachRound;
    clients.filter((_, index) => isOffline(index)).forEach((client) => client.provider.disconnect());
    await acknowledgedMore(clients.filter((_, index) => !isOffline(index)));
    await ask('kill');
    gate.shut();
    await Promise.all(clients.map((client) => client.disconnected()));
    await ask('start');
    const found = await readFresh(address, document);
    rounds.push({ acknowledged: clients.map(({ echoed, confirmed }) => Math.max(echoed, confirmed)), lost: lost(clients, found) });
    gate.open();
    clients.forEach((client) => client.provider.connect());
    await Promise.all(clients.map((client) => client.synced()));
  }

  await Promise.all(typists.map((typist) => typist.stop()));
  await Promise.all(clients.map((client) => client.saved()));
  await converged(...clients);
  const replicas = Object.fromEntries(clients.map(({ doc }, index) => [`client${index}`, digest(doc)]));
  clients.forEach((client) => client.destroy());
  await ask('kill');
  await ask('start');
  replicas.afterLastKill = digest(await readFresh(address, document));
  return { rounds, replicas };
}

/**
 * The server is told to stop while four clients type and one only reads. What the reader saw, the server had received,
 * and what came back to a writer was acknowledged: both have to be there afterwards.
 */
export async function stoppedWhileTyping({ address, document }) {
  const gate = await Gate.before(address);
  const typists = Array.from({ length: 4 }, (_, index) => new Typist(gate.address, document, index + 11));
  const writers = typists.map(({ client }) => client);
  const reader = new Typist(gate.address, document, 20).client;
  const everyone = [...writers, reader];
  await Promise.all(everyone.map((client) => client.synced()));
  typists.forEach((typist) => typist.start());
  await acknowledgedMore(writers);
  const { exitCode } = await ask('stop');
  gate.shut();
  await Promise.all(everyone.map((client) => client.disconnected()));
  await Promise.all(typists.map((typist) => typist.stop()));

  const seen = new Y.Doc();
  Y.applyUpdate(seen, Y.encodeStateAsUpdate(reader.doc));
  await ask('start');
  const found = await readFresh(address, document);
  const result = {
    exitCode,
    closes: everyone.map(({ closes }) => closes[0]),
    acknowledged: writers.map(({ echoed }) => echoed),
    lost: lost(writers, found),
    unseen: missing(seen, found),
  };

  gate.open();
  await Promise.all(everyone.map((client) => client.synced()));
  await Promise.all(writers.map((client) => client.saved()));
  await converged(...everyone);
  return { ...result, replicas: Object.fromEntries(everyone.map(({ doc }, index) => [`client${index}`, digest(doc)])) };
}

/** Waits until each client had some blocks echoed and a barrier answered, so that what happens next happens amid both. */
async function acknowledgedMore(clients) {
  const before = clients.map(({ echoed, confirmed }) => ({ echoed, confirmed }));
  await until(
    'more acknowledgements',
    () => clients.every(({ echoed, confirmed }, index) =>
      echoed > before[index].echoed + 100 && confirmed > before[index].confirmed),
    ...clients.map((client) => [client, 'acknowledged']),
  );
}

/** What was acknowledged to the clients and is not in the document that was found. */
function lost(clients, found) {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(found));
  const deletes = Y.createDeleteSetFromStructStore(found.store);
  return clients.flatMap(({ doc: { clientID }, echoed, confirmed, echoedDeletes }) => [
    ...(clocks.get(clientID) ?? 0) < Math.max(echoed, confirmed)
      ? [`client ${clientID}: ${clocks.get(clientID) ?? 0} of ${echoed} echoed and ${confirmed} confirmed`]
      : [],
    ...echoedDeletes
      .filter(([clock, length]) => !covers(deletes.clients.get(clientID) ?? [], clock, length))
      .map(([clock, length]) => `client ${clientID}: deletion of ${length} at ${clock}`),
  ]);
}

function covers(ranges, clock, length) {
  return ranges.some((range) => range.clock <= clock && range.clock + range.len >= clock + length);
}

/** Clients of whose blocks one document has more than the other. */
function missing(more, less) {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(less));
  return [...Y.decodeStateVector(Y.encodeStateVector(more))]
    .filter(([client, clock]) => (clocks.get(client) ?? 0) < clock)
    .map(([client, clock]) => `client ${client}: ${clocks.get(client) ?? 0} of ${clock} seen`);
}
