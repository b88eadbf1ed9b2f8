// @vitest-environment jsdom
import { deleteCharBackward } from '@codemirror/commands';
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

function textOf(content: string): Y.Text {
  const text = new Y.Doc().getText('content');
  text.insert(0, content);
  return text;
}

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
