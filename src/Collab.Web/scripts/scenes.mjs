// What is shown on each screenshot: how to get there from an empty tab.

/** @typedef {import('playwright-core').Page} Page */

/** The editors tell when they show their document. */
const opened = (page) => page.waitForFunction(() => window.collab?.editor || window.collab?.excalidraw);

/** Long enough for fonts, images and what moves in. */
const settle = (page) => page.waitForTimeout(900);

async function goTo(page, server, path) {
  await page.goto(new URL(path, server).href);
  await page.waitForLoadState('networkidle').catch(() => {});
}

/** The documents of a kind that the server has, the oldest first. */
async function find(server, kind) {
  const { documents } = await (await fetch(new URL('/api/documents', server))).json();
  return documents.filter((entry) => entry.kind === kind && entry.trashedAt === null).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** Opens the sample of a kind, or the text made here. */
async function openSample(page, server, kind) {
  const [sample] = await find(server, kind);
  if (!sample) {
    throw new Error(`there is no ${kind}: start the server with an empty directory`);
  }
  await goTo(page, server, `/${kind}/${sample.name}`);
  await opened(page);
  await settle(page);
}

/** A text for the pictures, made once. */
async function openText(page, server) {
  const known = await find(server, 'text');
  if (known.length === 0) {
    await goTo(page, server, '/');
    await page.getByTestId('templates-text').click();
    await page.getByTestId('template-dialog').getByTestId(/^template-/).first().click();
  } else {
    await goTo(page, server, `/text/${known[0].name}`);
  }
  await opened(page);
  await settle(page);
}

/** Puts a text of its own into the trash, once. */
async function throwSomethingAway(server) {
  const { documents } = await (await fetch(new URL('/api/documents', server))).json();
  if (documents.some(({ trashedAt }) => trashedAt !== null)) {
    return;
  }
  const send = async (path, method, body) => (await fetch(new URL(path, server), {
    method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })).json();
  const { name } = await send('/api/documents', 'POST', { kind: 'text', title: 'Notes of last spring' });
  await send(`/api/documents/${name}`, 'PATCH', { trashed: true });
}

async function openDocumentMenu(page) {
  await page.getByTestId('document-menu').click();
  await page.getByTestId('document-menu-list').waitFor();
}

export const scenes = [
  {
    name: 'text',
    async show(page, { server }) {
      await openText(page, server);
    },
  },
  {
    name: 'board',
    async show(page, { server }) {
      await openSample(page, server, 'board');
    },
  },
  {
    name: 'document',
    async show(page, { server }) {
      await openSample(page, server, 'page');
    },
  },
  {
    name: 'home',
    async show(page, { server }) {
      await goTo(page, server, '/');
      await page.getByTestId('item').first().waitFor();
      await settle(page);
    },
  },
  {
    name: 'templates',
    async show(page, { server }) {
      await goTo(page, server, '/');
      await page.getByTestId('templates-board').click();
      await page.getByTestId('template-dialog').waitFor();
      await settle(page);
    },
  },
  {
    name: 'search',
    async show(page, { server }) {
      await goTo(page, server, '/');
      await page.getByTestId('search').fill('draw');
      await page.getByTestId('search-results').first().waitFor();
      await settle(page);
    },
  },
  {
    name: 'share',
    async show(page, { server }) {
      await openSample(page, server, 'page');
      await page.getByTestId('share').click();
      await page.getByTestId('share-dialog').waitFor();
      await settle(page);
    },
  },
  {
    name: 'comments',
    async show(page, { server }) {
      await openSample(page, server, 'page');
      await page.getByTestId('comments-button').click();
      await page.getByTestId('comment-panel').waitFor();
      await settle(page);
    },
  },
  {
    name: 'document-menu',
    async show(page, { server }) {
      await openSample(page, server, 'page');
      await openDocumentMenu(page);
      await settle(page);
    },
  },
  {
    name: 'palette',
    async show(page, { server }) {
      await openSample(page, server, 'page');
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette').waitFor();
      await settle(page);
    },
  },
  {
    name: 'shortcuts',
    async show(page, { server }) {
      await goTo(page, server, '/');
      await page.getByTestId('item').first().waitFor();
      await page.keyboard.press('?');
      await page.getByTestId('shortcuts').waitFor();
      await settle(page);
    },
  },
  {
    name: 'settings',
    async show(page, { server }) {
      await goTo(page, server, '/');
      await page.getByTestId('guest').click();
      await page.getByTestId('settings').waitFor();
      await settle(page);
    },
  },
  {
    name: 'right-to-left',
    async show(page, { server }) {
      await goTo(page, server, '/');
      await page.evaluate(() => localStorage.setItem('collab.language', 'ar'));
      await page.reload();
      await page.getByTestId('item').first().waitFor();
      await settle(page);
      await page.evaluate(() => localStorage.removeItem('collab.language'));
    },
  },
  {
    name: 'trash',
    async show(page, { server }) {
      await throwSomethingAway(server);
      await goTo(page, server, '/?view=trash');
      await page.getByTestId('item').first().waitFor();
      await settle(page);
    },
  },
  {
    name: 'sign-in',
    async show(page, { server }) {
      await goTo(page, server, '/sign-in');
      await page.getByTestId('sign-in').waitFor();
      await settle(page);
    },
  },
  {
    name: 'link-that-is-over',
    async show(page, { server }) {
      await goTo(page, server, '/s/NobodyMadeThisLink0001');
      await page.getByTestId('link-absent').waitFor();
      await settle(page);
    },
  },
  {
    name: 'find',
    async show(page, { server }) {
      await openSample(page, server, 'page');
      await page.keyboard.press('Control+f');
      await page.getByTestId('find-panel').waitFor();
      await page.keyboard.type('the');
      await settle(page);
    },
  },
];
