/** What is counted of a text. */
export type TextCount = { readonly words: number; readonly characters: number };

// Finds words where no blanks part them, too. Made once: that takes a while.
const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined, { granularity: 'word' }) : null;
const graphemes = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** Beyond this many UTF-16 units words are what blanks part: to look at each costs too much while somebody types. */
const exactLimit = 200_000;

/** Counts words and characters as people do. */
export function countText(text: string): TextCount {
  if (!segmenter || !graphemes || text.length > exactLimit) {
    return { words: text.split(/[\s\p{P}]+/u).filter((word) => word !== '').length, characters: [...text].length };
  }
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) {
    words += isWordLike ? 1 : 0;
  }
  let characters = 0;
  for (const _ of graphemes.segment(text)) {
    characters++;
  }
  return { words, characters };
}
