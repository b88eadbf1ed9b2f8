import { isEditorKind, type EditorKind } from '../documents/kinds';

/** What an address of the app stands for. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'editor'; readonly kind: EditorKind; readonly name: string }
  | { readonly page: 'link'; readonly id: string }
  | { readonly page: 'sign-in' }
  | { readonly page: 'unknown' };

/** Reads the path of an address. A document's name may hold slashes, each part is percent-encoded. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/' || pathname === '/index.html') {
    return { page: 'home' };
  }
  if (pathname === '/sign-in') {
    return { page: 'sign-in' };
  }
  const link = /^\/s\/(\w+)$/.exec(pathname)?.[1];
  if (link !== undefined) {
    return { page: 'link', id: link };
  }
  const [, kind, ...segments] = pathname.split('/');
  const name = decodeName(segments);
  return isEditorKind(kind) && name !== null ? { page: 'editor', kind, name } : { page: 'unknown' };
}

/** The path at which a document is edited. */
export const editorPath = (kind: EditorKind, name: string): string => `/${kind}/${encodeName(name)}`;

/** A document's name as a path: each segment percent-encoded, slashes kept. */
export const encodeName = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

/** What a person pasted to open a document: the path to go to, or why there is none. */
export type PastedLink = { readonly path: string } | { readonly problem: 'noLink' | 'otherServer' };

/** Reads a pasted link, or the path of one. `origin` is this server's. */
export function parsePastedLink(text: string, origin: string): PastedLink {
  const trimmed = text.trim();
  const looksLikeUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const address = looksLikeUrl ? trimmed : trimmed.replace(/^\/*/, '/');
  if (trimmed === '' || !URL.canParse(address, origin)) {
    return { problem: 'noLink' };
  }
  const url = new URL(address, origin);
  if (url.origin !== origin) {
    return { problem: 'otherServer' };
  }
  const route = parseRoute(url.pathname);
  if (route.page === 'link') {
    return { path: url.pathname };
  }
  return route.page === 'editor'
    ? { path: editorPath(route.kind, route.name) }
    : { problem: 'noLink' };
}

function decodeName(segments: readonly string[]): string | null {
  try {
    const name = segments.map(decodeURIComponent).join('/');
    return name === '' ? null : name;
  } catch {
    return null;
  }
}
