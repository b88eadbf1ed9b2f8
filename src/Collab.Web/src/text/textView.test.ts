// @vitest-environment jsdom
import { deleteCharBackward } from '@codemirror/commands';
import { yUndoManagerKeymap } from 'y-codemirror.next';
import { afterEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { CheckedAwareness } from '../session/checkedAwareness';
import { TextView } from './textView';

const views: TextView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

describe('a text with line ends of Windows, as other clients write them', () => {
  it('is edited where the person edits it', () => {
    const text = textOf('one\r\ntwo\r\nthree');
    const { view } = open(text);

    const at = view.state.doc.line(3).from;
    view.dispatch({ changes: { from: at, to: at + 5, insert: 'four' } });

    expect(text.toString()).toBe('one\ntwo\nfour');
  });

  it('takes in what others write where they write it', () => {
    const text = textOf('');
    const { view } = open(text);

    text.insert(0, 'one\r\ntwo');
    text.insert(8, '!');
    text.insert(0, 'x\r\n');

    expect(view.state.doc.toString().replaceAll('\r', '')).toBe('x\none\ntwo!');
    expect(view.state.doc.length).toBe(text.length);
    expect(view.state.doc.lines).toBe(3);
  });

  it.each([
    ['before the line end', 3],
    ['within it, where CodeMirror may put the caret', 4],
  ])('is written on %s, and has ordinary ones then', (_where, at) => {
    const text = textOf('one\r\ntwo\r\n\rthree');
    const { view } = open(text);

    view.dispatch({ changes: { from: at, insert: '!' }, selection: { anchor: at + 1 }, userEvent: 'input.type' });

    expect(text.toString()).toBe('one!\ntwo\n\rthree');
    expect(view.state.doc.toString()).toBe(text.toString());
    expect(view.state.selection.main.head).toBe(4);
  });

  it('can lose one', () => {
    const text = textOf('one\r\ntwo');
    const { view } = open(text);
    view.dispatch({ selection: { anchor: 5 } });

    deleteCharBackward(view);

    expect(text.toString()).toBe('onetwo');
  });

  it('is not changed by being read', () => {
    const text = textOf('one\r\ntwo');
    const { view } = open(text);

    text.insert(text.length, '\r\nthree');
    view.dispatch({ selection: { anchor: 3 } });

    expect(text.toString()).toBe('one\r\ntwo\r\nthree');
  });

  it('gets none when they are pasted', () => {
    const text = textOf('');
    const { view } = open(text);

    paste(view.contentDOM, 'one\r\ntwo\rthree');

    expect(text.toString()).toBe('one\ntwo\nthree');
  });
});

describe('a text with things in it that are no text, as odd or hostile clients write them', () => {
  it.each([
    ['an object', { image: 'x' }], ['a string', 'three'], ['a number', 3], ['nothing', null], ['an empty object', {}],
    ['a shared type', new Y.Map()],
  ])('is edited where the person edits it: %s', (_what, embed) => {
    const writer = textOf('one two');
    insertAsIs(writer, 3, embed);
    const text = textOf('');
    copy(writer, text);
    const { view } = open(text);

    expect(view.state.doc.toString()).toBe('one\uFFFC two');
    view.dispatch({ changes: { from: 8, insert: '!' } });
    expect(text.toString()).toBe('one two!');
    view.dispatch({ changes: { from: 3, to: 5 } });

    expect(text.toString()).toBe('onetwo!');
    expect(text.length).toBe(7);
  });

  it.each([['an object', { image: 'x' }], ['a string', 'three'], ['a number', 3], ['nothing', null]])(
    'takes in what others write: %s', (_what, embed) => {
      const writer = textOf('one two');
      const text = textOf('');
      const { view } = open(text);

      insertAsIs(writer, 3, embed);
      copy(writer, text);
      writer.insert(8, '!');
      copy(writer, text);
      insertAsIs(writer, 0, embed);
      insertAsIs(writer, 0, embed);
      writer.delete(1, 1);
      writer.delete(2, 2);
      copy(writer, text);

      expect(view.state.doc.toString()).toBe('\uFFFCo\uFFFC two!');
      expect(view.state.doc.length).toBe(text.length);
    });

  it('has words with looks, which do not count', () => {
    const text = textOf('');
    text.insert(0, 'bold', { bold: true });
    const { view } = open(text);

    text.format(1, 2, { italic: true });
    text.insert(4, '!', { bold: null });
    view.dispatch({ changes: { from: 0, insert: 'very ' } });

    expect(text.toString()).toBe('very bold!');
    expect(view.state.doc.toString()).toBe('very bold!');
  });

  it('gets back by undo what was deleted here', () => {
    const text = textOf('one two');
    text.insertEmbed(3, { image: 'x' });
    const { view } = open(text);
    view.dispatch({ changes: { from: 2, to: 6 } });

    undo(view);

    expect(view.state.doc.toString()).toBe('one\uFFFC two');
    expect(text.toDelta()).toContainEqual({ insert: { image: 'x' } });
  });
});

function textOf(content: string): Y.Text {
  const text = new Y.Doc().getText('content');
  text.insert(0, content);
  return text;
}

const undo = (view: TextView['view']) => yUndoManagerKeymap.find(({ key }) => key === 'Mod-z')?.run?.(view);

/** Puts a value in that Yjs itself would put in as text, or not at all: what others send may hold it. */
function insertAsIs(text: Y.Text, at: number, value: unknown): void {
  if (value instanceof Y.AbstractType) {
    text.insertEmbed(at, value);
    return;
  }
  const made = {};
  text.insertEmbed(at, made);
  for (let item = text._start; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentEmbed && item.content.embed === made) {
      item.content.embed = value as object;
    }
  }
}

const copy = (from: Y.Text, to: Y.Text) => Y.applyUpdate(to.doc!, Y.encodeStateAsUpdate(from.doc!, Y.encodeStateVector(to.doc!)));

function open(text: Y.Text): TextView {
  const view = new TextView(document.body, text, new CheckedAwareness(new Awareness(text.doc!), 'content'));
  views.push(view);
  return view;
}

function paste(target: HTMLElement, text: string): void {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: (type: string) => (type === 'text/plain' ? text : ''), files: [] } });
  target.dispatchEvent(event);
}
