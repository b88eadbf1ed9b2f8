/** Of the hand-drawn font, as a factor of its size. */
export const lineHeight = 1.25;

/** A little wider than most letters are, as a factor of the font size: a text that is measured too small would be cut off. */
const letterWidth = 0.56;

/** How much room a text takes, about: the board measures exactly once somebody edits it. */
export function measure(text: string, size: number): { readonly width: number; readonly height: number } {
  const lines = text.split('\n');
  return { width: Math.ceil(Math.max(...lines.map((line) => line.length)) * size * letterWidth), height: lines.length * size * lineHeight };
}

/** Breaks words into lines that fit. A word that is too long for one stays whole. */
export function wrap(text: string, width: number, size: number): string {
  return text.split('\n').map((line) => wrapLine(line, width, size)).join('\n');
}

function wrapLine(line: string, width: number, size: number): string {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && measure(longer, size).width <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines.join('\n');
}
