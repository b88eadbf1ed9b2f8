// How long a document, a board and a text take to open: from the click on a link until one can type or draw, in a browser that
// has never been here, in one that has (its cache and service worker warm), and again within the app. Needs a running server, best a
// published one (--server, default http://localhost:5080), and a Chromium (CHROMIUM_PATH).
//
//   node benchmarks/web/opening.mjs [--rounds 7] [--server URL]
//
// Exit code 1 where a goal is missed.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, table } from './figures.mjs';

/** Milliseconds to the first visit's editor. */
const goals = { page: 600, board: 1_500 };

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    server: { type: 'string', default: process.env.COLLAB_SERVER ?? 'http://localhost:5080' },
  },
});
const rounds = Number(options.rounds);
const web = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src', 'Collab.Web');
const { chromium } = createRequire(join(web, 'package.json'))('playwright-core');

// The browser's own address bar lives in two pages beside each of ours, started anew with it, though nobody sees it here.
const unseen = 'WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    `--disable-features=${unseen}`,
  ],
});
try {
  process.exitCode = await main();
} finally {
  await browser.close();
}

async function main() {
  const rows = [];
  let isMet = true;
  for (const kind of ['page', 'board', 'text']) {
    const figures = await measure(kind);
    const [first, again] = [median(figures.first), median(figures.again)];
    const goal = goals[kind];
    isMet &&= goal === undefined || first <= goal;
    rows.push([
      kind, first.toFixed(0), `${Math.min(...figures.first).toFixed(0)} to ${Math.max(...figures.first).toFixed(0)}`, again.toFixed(0),
      (median(figures.bytes) / 1000).toFixed(0), goal === undefined ? '' : `${goal}: ${first <= goal ? 'yes' : '**no**'}`,
    ]);
  }
  console.log(`${rounds} rounds; medians in milliseconds from the navigation until the editor shows the document\n`);
  console.log(table(['kind', 'first visit', 'from, to', 'second visit', 'kB over the wire, first visit', 'goal met'], rows));
  return isMet ? 0 : 1;
}

async function measure(kind) {
  const figures = { first: [], again: [], bytes: [] };
  const name = await create(kind);
  for (let round = -1; round < rounds; round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const first = await open(context, kind, name);
    const again = await open(context, kind, name);
    await context.close();
    // The first round warms the server up.
    if (round >= 0) {
      figures.first.push(first.milliseconds);
      figures.bytes.push(first.bytes);
      figures.again.push(again.milliseconds);
    }
  }
  return figures;
}

async function create(kind) {
  const answer = await fetch(new URL('/api/documents', options.server), {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind, title: `Opening a ${kind}` }),
  });
  if (!answer.ok) {
    throw new Error(`the server answered ${answer.status}`);
  }
  return (await answer.json()).name;
}

/** Opens the document in a new tab; ends when the app says that its editor shows it, and the page has drawn that. */
async function open(context, kind, name) {
  const page = await context.newPage();
  await page.goto(new URL(`/${kind}/${name}`, options.server).href, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => {
    if (!window.collab?.editor && !window.collab?.excalidraw) {
      return null;
    }
    const bytes = performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.transferSize, 0)
      + performance.getEntriesByType('navigation')[0].transferSize;
    return { milliseconds: performance.now(), bytes };
  }, null, { polling: 'raf' });
  const result = await handle.jsonValue();
  await page.close();
  return result;
}
