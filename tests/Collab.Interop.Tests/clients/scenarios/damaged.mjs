import { Client, readFresh } from '../lib/client.mjs';
import { ask } from '../lib/host.mjs';
import { Wire } from '../lib/wire.mjs';

/** One document's bytes are damaged while the server is down: its clients are refused, and another document works. */
export async function refused({ address, damaged, sound }) {
  for (const document of [damaged, sound]) {
    const client = await new Client(address, document).synced();
    client.text.insert(0, `the text of ${document}`);
    await client.saved();
    client.destroy();
  }

  await ask('written');
  await ask('stop');
  await ask('damage');
  await ask('start');
  const first = await closeOf(address, damaged);
  const second = await closeOf(address, damaged);
  const other = await new Client(address, sound).synced();
  other.text.insert(other.text.length, ' and more');
  await other.saved();
  other.destroy();
  return { first, second, sound: (await readFresh(address, sound)).getText('text').toString() };
}

/** Connects and tells how the connection ended; nothing may come before its end. */
async function closeOf(address, document) {
  const wire = await Wire.open(address, document);
  const messages = await wire.upTo('close');
  const { code, reason } = messages.at(-1);
  return { before: messages.slice(0, -1).map(({ kind }) => kind), code, reason };
}
