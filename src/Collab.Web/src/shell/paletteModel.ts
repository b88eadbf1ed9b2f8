import type { CommandGroup } from '../commands/command';

/** What the palette searches: words to show, and others by which it is found too. */
export type Findable = { readonly title: string; readonly keywords?: string };

/** The order in which the groups of commands stand in menus and in the palette. */
export const groupOrder: readonly CommandGroup[] = ['edit', 'view', 'document', 'export', 'create', 'go', 'app'];

/** The best of what has all words of the query, whatever their case and accents, best first. An empty query finds all. */
export function findBest<T extends Findable>(all: readonly T[], query: string, limit: number): readonly T[] {
  const words = fold(query).split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) {
    return all.slice(0, limit);
  }
  return all
    .map((one, at) => ({ one, at, score: scoreOf(one, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, limit)
    .map(({ one }) => one);
}

/** What was opened last, newest first, but not what is open: who asks goes somewhere else. `opened` tells when, by name. */
export function lastOpened<T extends { readonly entry: { readonly name: string } }>(
  all: readonly T[], opened: ReadonlyMap<string, number>, open: string | null, limit: number,
): readonly T[] {
  return all
    .filter(({ entry: { name } }) => opened.has(name) && name !== open)
    .sort((a, b) => (opened.get(b.entry.name) ?? 0) - (opened.get(a.entry.name) ?? 0))
    .slice(0, limit);
}

/** Sorts by group, and within one leaves the order. */
export const byGroup = <T extends { readonly group: CommandGroup }>(all: readonly T[]): readonly T[] =>
  groupOrder.flatMap((group) => all.filter((one) => one.group === group));

/** 0 if a word is missing; more for words at the beginning, of the title or of a word, and for titles over keywords. */
function scoreOf({ title, keywords }: Findable, words: readonly string[]): number {
  const folded = fold(title);
  const others = fold(keywords ?? '');
  let total = 0;
  for (const word of words) {
    const at = folded.indexOf(word);
    const score = at === 0 ? 4 : startsWord(folded, word) ? 3 : at > 0 ? 2 : others.includes(word) ? 1 : 0;
    if (score === 0) {
      return 0;
    }
    total += score;
  }
  return total / words.length;
}

const startsWord = (text: string, word: string): boolean =>
  text.split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word));

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
