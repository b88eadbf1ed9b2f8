/** What part of the documents the home page shows. */
export type HomeView =
  | { readonly at: 'all' | 'recent' | 'starred' | 'trash' }
  | { readonly at: 'folder'; readonly folder: string };

const places = ['recent', 'starred', 'trash'] as const;

/** Reads the query of the home page's address. */
export function parseView(search: string): HomeView {
  const query = new URLSearchParams(search);
  const folder = query.get('folder');
  if (folder) {
    return { at: 'folder', folder };
  }
  const place = places.find((known) => known === query.get('view'));
  return { at: place ?? 'all' };
}

/** The address at which a view is shown. */
export function viewPath(view: HomeView): string {
  switch (view.at) {
    case 'all':
      return '/';
    case 'folder':
      return `/?folder=${encodeURIComponent(view.folder)}`;
    default:
      return `/?view=${view.at}`;
  }
}

export const sameView = (a: HomeView, b: HomeView): boolean => viewPath(a) === viewPath(b);
