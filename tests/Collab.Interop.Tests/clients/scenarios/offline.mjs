import * as Y from 'yjs';
import { Client, converged, readFresh } from '../lib/client.mjs';
import { digest } from '../lib/digest.mjs';
import { ask } from '../lib/host.mjs';

/**
 * A page is reloaded while it is offline: what it wrote comes back from the browser's store, in a document with a new
 * client id. Some of it the server has already.
 */
export async function backUnderANewId({ address, document }) {
  const stays = await new Client(address, document).synced();
  const before = await new Client(address, document).synced();
  before.text.insert(0, 'sent. ');
  await before.saved();
  before.provider.disconnect();
  before.text.insert(before.text.length, 'written offline. ');
  before.text.delete(0, 2);
  stays.text.insert(0, '[meanwhile]');
  const stored = Y.encodeStateAsUpdate(before.doc);
  before.destroy();

  const doc = new Y.Doc();
  Y.applyUpdate(doc, stored);
  const after = new Client(address, document, { doc });
  after.text.insert(after.text.length, 'written before it connected.');
  await after.synced();
  await Promise.all([after.saved(), stays.saved()]);
  await converged(stays, after);
  const fresh = await readFresh(address, document);
  return {
    text: fresh.getText('text').toString(),
    clients: Y.decodeStateVector(Y.encodeStateVector(fresh)).size,
    replicas: { stays: digest(stays.doc), after: digest(after.doc), fresh: digest(fresh) },
  };
}

/** The server lost its data and was written to since: clients that have it bring it back, and get what is new. */
export async function serverLostItsData({ address, document }) {
  const [anna, bert] = [await new Client(address, document).synced(), await new Client(address, document).synced()];
  anna.text.insert(0, 'from Anna. ');
  anna.doc.getMap('notes').set('removed', 1);
  anna.doc.getMap('notes').delete('removed');
  anna.doc.getMap('notes').set('kept', { by: 'Anna' });
  await converged(anna, bert);
  bert.text.insert(bert.text.length, 'from Bert. ');
  await Promise.all([anna.saved(), bert.saved()]);
  await converged(anna, bert);
  [anna, bert].forEach((client) => client.provider.disconnect());
  await ask('kill');
  await ask('wipe');
  await ask('start');

  const carl = await new Client(address, document).synced();
  const lengthAfterLoss = carl.text.length;
  carl.text.insert(0, 'from Carl. ');
  await carl.saved();
  anna.provider.connect();
  await anna.synced();
  await anna.saved();
  bert.provider.connect();
  await bert.synced();
  await bert.saved();
  await converged(anna, bert, carl);
  const replicas = { anna: digest(anna.doc), bert: digest(bert.doc), carl: digest(carl.doc) };
  const words = anna.text.toString().split('. ').filter((word) => word !== '').sort();
  [anna, bert, carl].forEach((client) => client.destroy());
  await ask('kill');
  await ask('start');
  replicas.afterRestart = digest(await readFresh(address, document));
  return { lengthAfterLoss, words, replicas };
}
