// How often a board with many elements is drawn, beside plain Excalidraw with the same scene in the same run; and what it
// costs to push an edit. Needs a running server (--server, default http://localhost:5080) and a Chromium (CHROMIUM_PATH).
//
//   node benchmarks/web/board.mjs [--elements 5000] [--rounds 5] [--frames 150] [--server URL]
//
// Exit code 1 where a goal is missed.
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openBoard, openPlain } from './pages.mjs';
import { median, percentile, table } from './figures.mjs';
import { boardScene } from './scene.mjs';
import { works } from './works.mjs';

const goals = { drawingRatio: 1.1, pushMilliseconds: 8 };

const { values: options } = parseArgs({
  options: {
    elements: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    frames: { type: 'string', default: '150' },
    server: { type: 'string', default: process.env.COLLAB_SERVER ?? 'http://localhost:5080' },
  },
});
const [elements, rounds, frames] = [options.elements, options.rounds, options.frames].map(Number);

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
    await build({
      ...shared,
      build: {
        outDir, emptyOutDir: true,
        rollupOptions: { input: { app: join(web, 'index.html'), plain: join(web, 'bench', 'plain.html') } },
      },
    });
    const proxy = { '/api': options.server, '/sync': { target: options.server, ws: true } };
    server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1', proxy } });
    const { port } = server.httpServer.address();
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      // As many frames as the machine can make: at the screen's pace a slow page and a fast one may look alike.
      args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync', '--no-first-run'],
    });
    const figures = await measure(browser, `http://127.0.0.1:${port}`);
    return report(figures);
  } finally {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rounds of each work, on one side and then on the other, so that what else the machine does meets both. */
async function measure(browser, address) {
  const scene = boardScene(elements);
  const [plain, ours] = [await openPlain(browser, address, scene), await openBoard(browser, address, scene)];
  const figures = new Map(works.map(({ name }) => [name, { plain: newFigures(), ours: newFigures(), pushes: [] }]));
  for (let round = -1; round < rounds; round++) {
    for (const work of works) {
      for (const side of round % 2 === 0 ? [plain, ours] : [ours, plain]) {
        await side.page.bringToFront();
        await side.prepare(work);
        const run = await side.run(work, frames);
        const pushes = await side.takePushes();
        // The first round warms up.
        if (round >= 0) {
          const figure = figures.get(work.name);
          Object.entries(run).forEach(([what, value]) => figure[side.name][what].push(value));
          figure.pushes.push(...pushes);
        }
      }
    }
  }
  return figures;
}

function newFigures() {
  return { frame: [], drawing: [], busy: [] };
}

function report(figures) {
  let met = true;
  const rows = [...figures].map(([name, { plain, ours, pushes }]) => {
    // Of a whole run: a single frame is 16.7 or 33.3 ms where the screen's pace gets in between.
    const ratio = (what) => median(ours[what]) / median(plain[what]);
    const push = pushes.length > 0 ? median(pushes) : null;
    met &&= ratio('drawing') <= goals.drawingRatio && (push === null || push <= goals.pushMilliseconds);
    const cell = (value) => (value === null ? '' : value.toFixed(2));
    return [
      name, ...['drawing', 'busy', 'frame'].flatMap((what) => [cell(median(plain[what])), cell(median(ours[what])), cell(ratio(what))]),
      String(pushes.length), cell(push), cell(pushes.length > 0 ? percentile(pushes, 0.95) : null),
    ];
  });
  console.log(`${elements} elements, ${rounds} rounds of ${frames} frames; medians of the rounds' means, in milliseconds\n`);
  console.log(table(
    [
      'work', 'scene drawn every, plain', 'ours', `ratio (<= ${goals.drawingRatio})`, 'busy a drawing, plain', 'ours', 'ratio',
      'frame, plain', 'ours', 'ratio',
      'pushes', `push (<= ${goals.pushMilliseconds})`, 'p95',
    ],
    rows,
  ));
  return met ? 0 : 1;
}
