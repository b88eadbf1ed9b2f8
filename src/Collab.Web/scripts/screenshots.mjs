// Takes a picture of every page and dialog, light and dark, on a desktop and on a phone, into docs/screenshots. Needs a server that
// has just been started with an empty directory, so that its two sample items are there (--server), and a Chromium
// (CHROMIUM_PATH).
//
//   node src/Collab.Web/scripts/screenshots.mjs [--server http://localhost:5080] [--only home,board]
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { scenes } from './scenes.mjs';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: process.env.COLLAB_SERVER ?? 'http://localhost:5080' },
    only: { type: 'string', default: '' },
  },
});
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'screenshots');
const wanted = options.only.split(',').filter((name) => name !== '');

const views = [
  { name: 'desktop', viewport: { width: 1280, height: 800 } },
  { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let failed = 0;
for (const view of views) {
  for (const colorScheme of ['light', 'dark']) {
    const { name: viewName, ...device } = view;
    const context = await browser.newContext({ ...device, colorScheme, reducedMotion: 'reduce', locale: 'en-US' });
    context.setDefaultTimeout(20_000);
    await context.addInitScript(() => {
      localStorage['collab.guest'] ??= JSON.stringify({ id: 'ada', name: 'Ada Byron', color: '#7c3aed', choseColor: true });
    });
    for (const { name, show } of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const page = await context.newPage();
      try {
        await show(page, { server: options.server, isPhone: viewName === 'phone', browser });
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${viewName}.png`) });
      } catch (error) {
        failed++;
        console.error(`${name}, ${colorScheme}, ${viewName}: ${error.message.split('\n')[0]}`);
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
process.exitCode = failed === 0 ? 0 : 1;
