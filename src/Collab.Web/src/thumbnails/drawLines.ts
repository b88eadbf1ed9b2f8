import type { Line } from './lines';
import { thumbnailHeight, thumbnailWidth } from './size';

const margin = 34;

type Style = { readonly font: string; readonly height: number; readonly color: string; readonly indent: number };

const sans = '"Inter Variable", system-ui, sans-serif';
const mono = 'ui-monospace, "DejaVu Sans Mono", Menlo, monospace';

const styles: Record<Line['look'], Style> = {
  title: { font: `700 26px ${sans}`, height: 38, color: '#1b1b22', indent: 0 },
  heading: { font: `680 19px ${sans}`, height: 32, color: '#1b1b22', indent: 0 },
  text: { font: `400 15px ${sans}`, height: 24, color: '#3a3a44', indent: 0 },
  item: { font: `400 15px ${sans}`, height: 23, color: '#3a3a44', indent: 20 },
  open: { font: `400 15px ${sans}`, height: 24, color: '#3a3a44', indent: 24 },
  done: { font: `400 15px ${sans}`, height: 24, color: '#8b8b98', indent: 24 },
  quote: { font: `italic 400 15px ${sans}`, height: 25, color: '#5d5d6a', indent: 14 },
  code: { font: `400 14px ${mono}`, height: 21, color: '#24423f', indent: 0 },
  rule: { font: '', height: 18, color: '#d5d5dd', indent: 0 },
};

/** Draws the first lines of a document or a text as on paper. Null if there is nothing to be seen. */
export function drawLines(lines: readonly Line[]): HTMLCanvasElement | null {
  if (!lines.some(({ text, look }) => text.trim() !== '' || look === 'rule')) {
    return null;
  }
  const canvas = document.createElement('canvas');
  canvas.width = thumbnailWidth;
  canvas.height = thumbnailHeight;
  const context = canvas.getContext('2d');
  if (!context) {
    return null;
  }
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'alphabetic';
  let y = margin - 6;
  for (const line of lines) {
    if (y > canvas.height) {
      break;
    }
    y = drawLine(context, line, y);
  }
  return canvas;
}

/** @returns where the next line begins. */
function drawLine(context: CanvasRenderingContext2D, { look, text }: Line, top: number): number {
  const { font, height, color, indent } = styles[look];
  const width = thumbnailWidth - 2 * margin - indent;
  // The first letter with a direction decides, as in a paragraph of its own.
  const isRightToLeft = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
  const start = (offset: number) => (isRightToLeft ? thumbnailWidth - margin - offset : margin + offset);
  const middle = top + height / 2;
  context.font = font;
  context.fillStyle = color;
  context.strokeStyle = color;
  context.direction = isRightToLeft ? 'rtl' : 'ltr';
  context.textAlign = 'start';

  if (look === 'rule') {
    context.fillRect(margin, middle, thumbnailWidth - 2 * margin, 2);
    return top + height;
  }
  drawMark(context, look, start, middle, isRightToLeft);
  let y = top;
  for (const row of breakRows(context, text, width).slice(0, look === 'code' ? 1 : 3)) {
    context.fillText(row, start(indent), y + height * 0.72);
    y += height;
  }
  return y;
}

function drawMark(
  context: CanvasRenderingContext2D, look: Line['look'], start: (offset: number) => number, middle: number, isRightToLeft: boolean,
): void {
  if (look === 'item') {
    context.beginPath();
    context.arc(start(7), middle, 2.5, 0, 2 * Math.PI);
    context.fill();
  } else if (look === 'open' || look === 'done') {
    context.lineWidth = 1.5;
    context.strokeRect(start(isRightToLeft ? 13 : 0), middle - 6.5, 13, 13);
    if (look === 'done') {
      context.fillRect(start(isRightToLeft ? 10 : 3), middle - 3.5, 7, 7);
    }
  } else if (look === 'quote') {
    context.fillRect(start(isRightToLeft ? 3 : 0), middle - 11, 3, 22);
  }
}

/** Words in rows that fit; an empty line is one row. */
function breakRows(context: CanvasRenderingContext2D, text: string, width: number): readonly string[] {
  const rows: string[] = [];
  for (const word of text.split(' ')) {
    const longer = rows.length > 0 ? `${rows.at(-1)} ${word}` : word;
    if (rows.length > 0 && context.measureText(longer).width <= width) {
      rows[rows.length - 1] = longer;
    } else {
      rows.push(word);
    }
  }
  return rows;
}
