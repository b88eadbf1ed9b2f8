/// <reference lib="webworker" />
import { trim, type Bounds } from './bounded';
import type { TakeOver } from './messages';
import { planFor } from './plan';

declare const self: ServiceWorkerGlobalScope;

/** What the build says of the app: a name for this version, what its page hashes to (SHA-256), the paths of its files. */
type App = { readonly version: string; readonly pageHash: string; readonly files: readonly string[] };

// Put here by vite/appWorker.ts.
const app = JSON.parse('@@app-files@@') as App;

const takeOver: TakeOver = 'take-over';
const page = '/';
const appPrefix = 'collab-app-';
const appCache = `${appPrefix}${app.version}`;
const partsCache = 'collab-parts';
const imagesCache = 'collab-images';
const kept: ReadonlySet<string> = new Set(app.files);

/** Languages, fonts, diagrams: what of the app is not put aside at once. */
const partsBounds: Bounds = { entries: 400, bytes: 40 * 1024 * 1024 };
const imagesBounds: Bounds = { entries: 600, bytes: 150 * 1024 * 1024 };

/** How many files are fetched at a time while installing: the page that is being looked at comes first. */
const lanes = 4;

self.addEventListener('install', (event) => event.waitUntil(putAside()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('message', (event) => {
  if (event.data === takeOver) {
    event.waitUntil(self.skipWaiting());
  }
});
self.addEventListener('fetch', (event) => {
  switch (planFor(event.request, self.location.origin, kept)) {
    case 'page':
      event.respondWith(answerWithPage(event.request));
      break;
    case 'part':
      event.respondWith(answerOnce(event, partsCache, partsBounds));
      break;
    case 'image':
      event.respondWith(answerOnce(event, imagesCache, imagesBounds));
      break;
    case 'server':
      break;
  }
});

/** Keeps this version's files; all or none, so that what opens without the server is whole. */
async function putAside(): Promise<void> {
  const cache = await caches.open(appCache);
  try {
    await putPage(cache);
    const waiting = [...app.files];
    await Promise.all(Array.from({ length: lanes }, async () => {
      for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
        await putFile(cache, file);
      }
    }));
  } catch (error) {
    await caches.delete(appCache);
    throw error;
  }
}

/** While a server is being replaced its page may be of another version than this worker. */
async function putPage(cache: Cache): Promise<void> {
  const response = await fetchFile(page);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer()));
  if ([...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') !== app.pageHash) {
    throw new Error('The page is of another version.');
  }
  await cache.put(page, response);
}

async function putFile(cache: Cache, file: string): Promise<void> {
  // Most files are those of the version before; a name without a hash is asked for anew.
  const known = file.startsWith('/assets/') || file.startsWith('/excalidraw/') ? await findPart(file) : undefined;
  await cache.put(file, known ?? await fetchFile(file));
}

async function fetchFile(path: string): Promise<Response> {
  const response = await fetch(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache', redirect: 'error' });
  if (!response.ok) {
    throw new Error(`${path} was answered with ${response.status}.`);
  }
  return response;
}

/** Takes away old versions but the last: tabs that it was loaded in may still ask for parts of it. */
async function begin(): Promise<void> {
  const versions = (await caches.keys()).filter((name) => name.startsWith(appPrefix) && name !== appCache);
  await Promise.all(versions.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answerWithPage(request: Request): Promise<Response> {
  const cache = await caches.open(appCache);
  return await cache.match(page) ?? await fetch(request);
}

/** Answers from what is kept, else from the server, and keeps that. */
async function answerOnce(event: FetchEvent, name: string, bounds: Bounds): Promise<Response> {
  const { request } = event;
  const known = await findPart(request.url);
  if (known) {
    return known;
  }
  const response = await fetch(request);
  if (response.status === 200 && response.type === 'basic') {
    const copy = response.clone();
    event.waitUntil(keep(name, bounds, request, copy));
  }
  return response;
}

async function keep(name: string, bounds: Bounds, request: Request, response: Response): Promise<void> {
  try {
    const cache = await caches.open(name);
    await cache.put(request.url, response);
    await trim(cache, bounds);
  } catch {
    // There is no room: it is asked for again next time.
  }
}

// What is kept was asked for by the same browser: it need not be told apart by what that accepts.
const findPart = (url: string): Promise<Response | undefined> => caches.match(url, { ignoreVary: true });
