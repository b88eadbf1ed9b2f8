import type { Node } from '@tiptap/pm/model';
import type { Range } from '../binding/positions';

/** Shorter quotes are found by chance. */
const minLength = 6;

/**
 * The one place in the document with these words, within one block; null if there is none, or more than one. A block that
 * was moved, or made a heading, is another one for what is shared, and anchors in it are lost; its words are the same.
 */
export function findQuote(doc: Node, quote: string): Range | null {
  const wanted = quote.trim();
  if (wanted.length < minLength) {
    return null;
  }
  let found: Range | null = null;
  let count = 0;
  doc.descendants((node, position) => {
    if (count > 1 || !node.isTextblock) {
      return count <= 1;
    }
    const text = node.textBetween(0, node.content.size, undefined, ' ');
    for (let at = text.indexOf(wanted); at >= 0 && count <= 1; at = text.indexOf(wanted, at + 1)) {
      count++;
      found = { from: position + 1 + at, to: position + 1 + at + wanted.length };
    }
    return false;
  });
  return count === 1 ? found : null;
}
