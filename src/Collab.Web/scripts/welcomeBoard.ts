import type { BoardElement } from '../src/board/elementRecord';
import { BoardSketch, type Look } from '../src/templates/boardSketch';

const gray = '#868e96';
const green = { stroke: '#2f9e44', fill: '#b2f2bb' };
const blue = { stroke: '#1971c2', fill: '#a5d8ff' };
const yellow = { stroke: '#f08c00', fill: '#ffec99' };
const violet = { stroke: '#6741d9', fill: '#d0bfff' };
const pink = { stroke: '#c2255c', fill: '#fcc2d7' };

const keys = [
  ['R', 'a rectangle'], ['O', 'an ellipse'], ['A', 'an arrow'], ['P', 'a pencil'], ['T', 'some words'], ['V', 'select and move'],
  ['K', 'a laser, for pointing'],
] as const;

/** The board of the first start: it explains itself by what is on it. */
export function welcomeBoard(): readonly BoardElement[] {
  const sketch = new BoardSketch();
  title(sketch);
  keyCard(sketch, 0, 170);
  flow(sketch, 440, 170);
  notes(sketch, 1000, 170);
  return sketch.elements;
}

function title(sketch: BoardSketch): void {
  sketch.text([0, -30], 'Welcome! This is a board', { size: 56 });
  sketch.line([[4, 48], [210, 56], [430, 44], [690, 54]], { stroke: yellow.stroke, width: 4 });
  sketch.text([0, 84], 'An endless canvas. Everything on it is yours to move, change and delete.', { size: 24, color: gray });
}

function keyCard(sketch: BoardSketch, x: number, y: number): void {
  sketch.shape('rectangle', [x, y, 370, 470], { stroke: '#ced4da', fill: '#f8f9fa', rough: 0 });
  sketch.text([x + 28, y + 26], 'Press a key, then draw', { size: 24, color: violet.stroke });
  keys.forEach(([key, words], row) => {
    const top = y + 80 + row * 53;
    sketch.shape('rectangle', [x + 28, top, 42, 42], { stroke: '#495057', fill: '#ffffff', width: 1 }, key);
    sketch.text([x + 90, top + 9], words, { size: 20 });
  });
}

function flow(sketch: BoardSketch, x: number, y: number): void {
  sketch.text([x + 20, y], 'Arrows stick to shapes', { size: 24, color: blue.stroke });
  const idea = sketch.shape('ellipse', [x + 140, y + 56, 200, 96], { ...yellow }, 'An idea');
  const drawn = sketch.shape('rectangle', [x, y + 220, 200, 90], { ...blue }, 'Sketch it');
  const talked = sketch.shape('rectangle', [x + 290, y + 220, 200, 90], { ...violet }, 'Talk about it');
  const done = sketch.shape('diamond', [x + 115, y + 356, 250, 130], { ...green }, 'Done!');
  sketch.arrow(idea, drawn, {}, '', ['left', 'top']);
  sketch.arrow(drawn, talked);
  sketch.arrow(talked, idea, { dashed: true }, '', ['top', 'right']);
  sketch.arrow(talked, done, {}, '', ['bottom', 'right']);
}

function notes(sketch: BoardSketch, x: number, y: number): void {
  const note = (row: number, look: Look, words: string) =>
    sketch.shape('rectangle', [x, y + row * 158, 330, 138], { ...look, stroke: 'transparent', rough: 0 }, words);
  note(0, yellow, 'Send somebody the link of this board: you see each other’s pointers, and draw together');
  note(1, pink, 'Undo takes back what you did, never what others did');
  note(2, green, 'Pull the plug and go on drawing: it comes together when you are back');
}
