import type { SearchResult } from '../documents/api';

/** A run of a snippet, highlighted or not. */
export type SnippetPart = { readonly text: string; readonly isHit: boolean };

/** Cuts a snippet where its highlights begin and end. Ranges that make no sense are left out. */
export function splitSnippet({ snippet, ranges }: Pick<SearchResult, 'snippet' | 'ranges'>): readonly SnippetPart[] {
  const parts: SnippetPart[] = [];
  let at = 0;
  for (const [start, length] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (start < at || length <= 0 || start + length > snippet.length) {
      continue;
    }
    parts.push({ text: snippet.slice(at, start), isHit: false }, { text: snippet.slice(start, start + length), isHit: true });
    at = start + length;
  }
  parts.push({ text: snippet.slice(at), isHit: false });
  return parts.filter(({ text }) => text !== '');
}
