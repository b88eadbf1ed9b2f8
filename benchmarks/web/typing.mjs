// Typing in a document of 100 pages: how long frames take where somebody types, and how soon another person sees each key.
// Needs a running server (--server, default http://localhost:5080) and a Chromium (CHROMIUM_PATH).
//
//   node benchmarks/web/typing.mjs [--pages 100] [--keys 60] [--server URL]
//
// Exit code 1 where a goal is missed.
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { percentile, table } from './figures.mjs';
import { longDocument, places } from './longDocument.mjs';

const goals = { frameMilliseconds: 50, seenMilliseconds: 60 };

/** Milliseconds between two keys: a fast typist's. */
const keyInterval = 45;

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string', default: '100' },
    keys: { type: 'string', default: '60' },
    server: { type: 'string', default: process.env.COLLAB_SERVER ?? 'http://localhost:5080' },
  },
});
const [pages, keys] = [options.pages, options.keys].map(Number);

const web = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src', 'Collab.Web');
// Vite and Playwright are the app's own.
const require = createRequire(join(web, 'package.json'));
const { build, preview } = await import(require.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js'));
const { chromium } = require('playwright-core');

process.exitCode = await main();

/** Builds, measures, prints. Returns the exit code. */
async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'collab-bench-'));
  let server = null;
  let browser = null;
  try {
    const outDir = join(folder, 'dist');
    const shared = { root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'error' };
    await build({ ...shared, build: { outDir, emptyOutDir: true } });
    const proxy = { '/api': options.server, '/sync': { target: options.server, ws: true } };
    server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1', proxy } });
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
    });
    return report(await measure(browser, `http://127.0.0.1:${server.httpServer.address().port}`));
  } finally {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One types, in each kind of place; another has the document open and sees it. */
async function measure(browser, address) {
  const url = `${address}/page/typing-${Date.now()}`;
  const writer = await open(browser, url);
  const { words, blocks } = await writer.evaluate(longDocument, pages);
  const reader = await open(browser, url);
  await reader.waitForFunction((count) => window.collab.editor.state.doc.childCount >= count, blocks);
  await writer.getByTestId('status').and(writer.locator('[data-state=saved]')).waitFor();

  const results = [];
  // The first place is for warming up: code that runs for the first time is slow, for whatever editor.
  for (const place of [places[0], ...places]) {
    results.push({ place, ...await typeAt(writer, reader, place) });
  }
  return { words, blocks, results: results.slice(1) };
}

async function open(browser, url) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.collab?.editor);
  return page;
}

async function typeAt(writer, reader, place) {
  await writer.bringToFront();
  await writer.evaluate(goTo, place);
  await reader.evaluate(watchFrames);
  await writer.evaluate(watchFrames);
  await writer.evaluate(recordKeys);
  await reader.evaluate(recordSights, '~');
  for (let key = 0; key < keys; key++) {
    await writer.keyboard.press('~');
    await writer.waitForTimeout(keyInterval);
  }
  await reader.waitForFunction((count) => window.sights.length >= count, keys, { timeout: 10_000 });
  const pressed = await writer.evaluate(() => window.presses);
  const seen = await reader.evaluate(() => window.sights);
  const frames = await writer.evaluate(() => window.stopFrames());
  const theirs = await reader.evaluate(() => window.stopFrames());
  return { frames, theirs, delays: pressed.slice(0, keys).map((time, at) => seen[at] - time) };
}

/* What follows runs in the page. */

/** Puts the caret behind the first words of a kind of block in the middle of the document. */
async function goTo(place) {
  const { editor } = window.collab;
  let at = null;
  const { doc } = editor.state;
  doc.nodesBetween(Math.floor(doc.content.size / 2), doc.content.size, (node, position) => {
    if (at === null && node.isTextblock && place.path.every((name) => [node, ...parents(doc, position)].some((each) => each.type.name === name))) {
      at = position + 1 + Math.min(12, node.content.size);
    }
    return at === null;
  });
  function parents(root, position) {
    const $at = root.resolve(position);
    return Array.from({ length: $at.depth + 1 }, (_, depth) => $at.node(depth));
  }
  editor.chain().setTextSelection(at).focus().scrollIntoView().run();
  await new Promise((resolve) => setTimeout(resolve, 400));
}

/** Times between frames, and those that the browser itself calls long, in milliseconds. */
function watchFrames() {
  const long = [];
  const intervals = [];
  const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => long.push(entry.duration)));
  observer.observe({ type: 'long-animation-frame' });
  let last = performance.now();
  let request = requestAnimationFrame(function next(now) {
    intervals.push(now - last);
    last = now;
    request = requestAnimationFrame(next);
  });
  window.stopFrames = () => {
    cancelAnimationFrame(request);
    observer.takeRecords().forEach((entry) => long.push(entry.duration));
    observer.disconnect();
    return { long, intervals: intervals.slice(1) };
  };
}

function recordKeys() {
  window.presses = [];
  window.stopKeys?.();
  const record = () => window.presses.push(performance.timeOrigin + performance.now());
  document.addEventListener('keydown', record, true);
  window.stopKeys = () => document.removeEventListener('keydown', record, true);
}

/** When each further sign is on the screen: in the frame after the change. */
function recordSights(sign) {
  const { editor, doc } = window.collab;
  const count = () => doc.getXmlFragment('content').toString().split(sign).length;
  window.sights = [];
  window.stopSights?.();
  let known = count();
  const record = ({ transaction }) => {
    if (transaction.docChanged) {
      let added = 0;
      transaction.steps.forEach((step) => step.slice?.content.descendants((node) => {
        added += (node.text?.split(sign).length ?? 1) - 1;
      }));
      const before = transaction.docs[0];
      let removed = 0;
      transaction.steps.forEach((step) => before.nodesBetween(step.from, step.to, (node) => {
        removed += (node.text?.split(sign).length ?? 1) - 1;
      }));
      known += added - removed;
      // No frames come where the tab is behind another one: then the change itself is the time.
      for (let each = removed; each < added; each++) {
        window.sights.push(performance.timeOrigin + performance.now());
      }
    }
  };
  editor.on('transaction', record);
  window.stopSights = () => editor.off('transaction', record);
}

function report({ words, blocks, results }) {
  console.log(`${words} words in ${blocks} blocks, ${keys} keys each\n`);
  const rows = results.map(({ place, frames, delays }) => {
    const worst = Math.max(0, ...frames.long);
    return [
      place.name, frames.long.length, worst.toFixed(0), percentile(frames.intervals, 0.95).toFixed(1), Math.max(...frames.intervals).toFixed(1),
      percentile(delays, 0.5).toFixed(1), percentile(delays, 0.95).toFixed(1),
    ];
  });
  console.log(table(['place', 'frames over 50 ms', 'worst', 'frame p95', 'frame max', 'seen p50', 'seen p95'], rows));
  const missed = results.filter(({ frames, delays }) =>
    frames.long.some((frame) => frame > goals.frameMilliseconds) || percentile(delays, 0.95) > goals.seenMilliseconds);
  console.log(missed.length === 0 ? '\nAll goals are met.' : `\nMissed: ${missed.map(({ place }) => place.name).join(', ')}`);
  return missed.length === 0 ? 0 : 1;
}
