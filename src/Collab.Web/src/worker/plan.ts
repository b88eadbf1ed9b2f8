/**
 * How the service worker answers a request.
 *
 * - `page`: with the app's page, which is the same at every address of the app;
 * - `part`: from what is kept here, else from the server: a file of the app, whose content never changes under its name;
 * - `image`: likewise, for pictures in documents and thumbnails, of which only some are kept;
 * - `server`: not at all, the browser asks the server.
 */
export type Plan = 'page' | 'part' | 'image' | 'server';

/** Everything else at this origin is an address of the app or one of its files. */
const serverPaths = /^\/(?:api|sync|hocuspocus|d|health|metrics)(?:\/|$)/;

const imagePaths = /^\/api\/(?:files|thumbnails)\//;
const partPaths = /^\/(?:assets|excalidraw)\//;

/** What of a request the plan depends on. */
export type PlannedRequest = { readonly method: string; readonly mode: string; readonly url: string };

/** @param kept addresses (paths) of the files that were put aside when the worker was installed. */
export function planFor({ method, mode, url }: PlannedRequest, origin: string, kept: ReadonlySet<string>): Plan {
  const { origin: asked, pathname, search } = new URL(url);
  if (method !== 'GET' || asked !== origin) {
    return 'server';
  }
  if (imagePaths.test(pathname)) {
    // A picture opened in a tab of its own keeps the headers that lock it in; it is not ours to serve as a page.
    return mode === 'navigate' || !isUnchanging(pathname, search) ? 'server' : 'image';
  }
  if (serverPaths.test(pathname)) {
    return 'server';
  }
  if (partPaths.test(pathname) || kept.has(pathname)) {
    return 'part';
  }
  return mode === 'navigate' ? 'page' : 'server';
}

/** Pictures go by the hash of their content; thumbnails only if the address names the version. */
const isUnchanging = (pathname: string, search: string): boolean =>
  pathname.startsWith('/api/files/') || new URLSearchParams(search).has('v');
