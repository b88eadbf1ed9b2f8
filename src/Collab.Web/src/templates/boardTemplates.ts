import type { BoardElement } from '../board/elementRecord';
import { BoardSketch, type Look } from './boardSketch';
import type { TemplateWords } from './words/templateWords';

// Excalidraw's own palette.
const green = { stroke: '#2f9e44', fill: '#b2f2bb' };
const red = { stroke: '#e03131', fill: '#ffc9c9' };
const blue = { stroke: '#1971c2', fill: '#a5d8ff' };
const yellow = { stroke: '#f08c00', fill: '#ffec99' };
const violet = { stroke: '#6741d9', fill: '#d0bfff' };

const columnWidth = 300;
const columnGap = 32;

export function retrospective(words: TemplateWords): readonly BoardElement[] {
  const sketch = new BoardSketch();
  sketch.text([0, 0], words.retrospective, { size: 36 });
  const columns: readonly (readonly [string, Look, readonly string[]])[] = [
    [words.wentWell, green, [words.writeHere, words.copyMe]],
    [words.couldBeBetter, red, [words.writeHere, words.votes]],
    [words.nextSteps, blue, [words.writeHere]],
  ];
  columns.forEach(([title, look, notes], at) => {
    const x = at * (columnWidth + columnGap);
    sketch.shape('rectangle', [x, 76, columnWidth, 440], { stroke: look.stroke ?? '', dashed: true });
    sketch.text([x + columnWidth / 2, 96], title, { size: 24, color: look.stroke ?? '', align: 'center' });
    notes.forEach((note, row) => {
      sketch.shape('rectangle', [x + 24, 150 + row * 116, columnWidth - 48, 96], { ...look, stroke: 'transparent', rough: 0 }, note);
    });
  });
  return sketch.elements;
}

export function flowChart(words: TemplateWords): readonly BoardElement[] {
  const sketch = new BoardSketch();
  const start = sketch.shape('ellipse', [40, 0, 180, 80], { ...green }, words.start);
  const step = sketch.shape('rectangle', [20, 150, 220, 84], { ...blue }, words.step);
  const question = sketch.shape('diamond', [-10, 310, 280, 160], { ...yellow }, words.question);
  const repair = sketch.shape('rectangle', [400, 348, 220, 84], { ...red }, words.repair);
  const done = sketch.shape('ellipse', [40, 560, 180, 80], { ...green }, words.done);
  sketch.arrow(start, step);
  sketch.arrow(step, question);
  sketch.arrow(question, done, {}, words.yes);
  sketch.arrow(question, repair, {}, words.no);
  sketch.arrow(repair, step, { dashed: true }, '', ['top', 'right']);
  return sketch.elements;
}

export function kanban(words: TemplateWords): readonly BoardElement[] {
  const sketch = new BoardSketch();
  const columns: readonly (readonly [string, Look, readonly string[]])[] = [
    [words.toDo, violet, [words.cardOne, words.cardTwo]],
    [words.doing, yellow, [words.cardThree]],
    [words.done, green, [words.cardFour]],
  ];
  columns.forEach(([title, look, cards], at) => {
    const x = at * (columnWidth + columnGap);
    sketch.shape('rectangle', [x, 0, columnWidth, 520], { stroke: '#ced4da', fill: '#f8f9fa', rough: 0 });
    sketch.shape('rectangle', [x + 16, 16, columnWidth - 32, 48], { ...look, stroke: 'transparent', rough: 0 }, title);
    cards.forEach((card, row) => {
      sketch.shape('rectangle', [x + 16, 84 + row * 106, columnWidth - 32, 90], { stroke: '#868e96', fill: '#ffffff', width: 1 }, card, { size: 18 });
    });
  });
  return sketch.elements;
}
