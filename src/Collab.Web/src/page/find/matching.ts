import type { Node } from '@tiptap/pm/model';

export type Query = { readonly text: string; readonly matchCase: boolean; readonly wholeWord: boolean };
export type Match = { readonly from: number; readonly to: number };

/** More are not listed; nobody goes through them one by one. */
export const maxMatches = 5_000;

/** All places of a text in the document, in its order. A place is within one block. */
export function findMatches(doc: Node, query: Query): readonly Match[] {
  const pattern = patternOf(query);
  const matches: Match[] = [];
  if (!pattern) {
    return matches;
  }
  doc.descendants((node, position) => {
    if (matches.length >= maxMatches) {
      return false;
    }
    if (!node.isTextblock) {
      return true;
    }
    for (const [from, to] of matchesIn(node, pattern)) {
      matches.push({ from: position + 1 + from, to: position + 1 + to });
    }
    return false;
  });
  return matches.slice(0, maxMatches);
}

/** The first match at or behind a place, around the end if there is none; -1 for no matches at all. */
export function matchFrom(matches: readonly Match[], position: number): number {
  const next = matches.findIndex(({ from }) => from >= position);
  return next >= 0 ? next : matches.length > 0 ? 0 : -1;
}

// Of blocks that did not change, which are the same objects, the places of the last pattern are known.
let cache: { readonly source: string; readonly places: WeakMap<Node, readonly (readonly [number, number])[]> } = { source: '', places: new WeakMap() };

function matchesIn(block: Node, pattern: RegExp): readonly (readonly [number, number])[] {
  const source = `${pattern.flags} ${pattern.source}`;
  if (cache.source !== source) {
    cache = { source, places: new WeakMap() };
  }
  let places = cache.places.get(block);
  if (!places) {
    // What is no text takes one place, as it does in the document.
    const text = block.textBetween(0, block.content.size, undefined, '\ufffc');
    places = [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length] as const);
    cache.places.set(block, places);
  }
  return places;
}

function patternOf({ text, matchCase, wholeWord }: Query): RegExp | null {
  if (text === '') {
    return null;
  }
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) => `\\${character}`);
  const source = wholeWord ? `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])` : escaped;
  return new RegExp(source, matchCase ? 'gu' : 'giu');
}
