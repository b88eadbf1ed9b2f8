// Makes the documents of the first start (src/Collab.Server/Samples) as Yjs updates: node scripts/makeSamples.mjs
// The same source gives the same bytes: the client id is fixed, and nothing in them is random.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const target = new URL('../../Collab.Server/Samples/', import.meta.url);
const vite = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)), server: { middlewareMode: true }, appType: 'custom', logLevel: 'error',
});
try {
  const { makeSamples } = await vite.ssrLoadModule('/scripts/samples.ts');
  for (const [name, update] of Object.entries(makeSamples())) {
    await writeFile(new URL(`${name}.bin`, target), update);
    console.log(`${name}.bin: ${update.length} bytes`);
  }
} finally {
  await vite.close();
}
