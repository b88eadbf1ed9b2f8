// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { BulletList, ListItem, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import type { Node } from '@tiptap/pm/model';
import { afterEach, describe, expect, it } from 'vitest';
import { TaskShortcut } from './taskShortcut';

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

describe('a task that is written as in Markdown', () => {
  it.each([
    ['- [ ] milk', 'task(milk)'],
    ['- [x] milk', 'done(milk)'],
    ['- [X] milk', 'done(milk)'],
    ['- [] milk', 'task(milk)'],
    ['1. [ ] milk', 'task(milk)'],
    ['[ ] milk', 'task(milk)'],
    ['- milk [ ] or', 'item(milk [ ] or)'],
  ])('%s', (written, expected) => {
    const editor = make('<p></p>', 1);

    write(editor, written);

    expect(shape(editor.state.doc)).toBe(expected);
  });

  it('leaves the other items of the list what they are', () => {
    const editor = make('<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li><li><p>d</p></li></ul>', 8);

    write(editor, '[ ] ');
    write(editor, '!');

    expect(shape(editor.state.doc)).toBe('item(a)|task(!b item(c))|item(d)');
  });

  it('goes on with the tasks before it', () => {
    const editor = make('<ul data-type="taskList"><li data-type="taskItem"><p>a</p></li></ul><p></p>', 8);

    write(editor, '- [ ] b');

    expect(shape(editor.state.doc)).toBe('task(a)|task(b)');
    expect(editor.state.doc.childCount).toBe(1);
  });

  it('may be within another item', () => {
    const editor = make('<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>', 8);

    write(editor, '[ ] ');

    expect(shape(editor.state.doc)).toBe('item(a task(b))');
  });
});

function make(content: string, caret: number): Editor {
  const editor = new Editor({
    extensions: [Document, Paragraph, Text, BulletList, OrderedList, ListItem, TaskList, TaskItem.configure({ nested: true }), TaskShortcut],
    content,
  });
  editors.push(editor);
  editor.commands.setTextSelection(caret);
  return editor;
}

/** Letter by letter, as keys do: rules look at each. */
function write(editor: Editor, text: string): void {
  for (const letter of text) {
    const { view } = editor;
    const { from, to } = view.state.selection;
    const insert = () => view.state.tr.insertText(letter, from, to);
    if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, letter, insert))) {
      view.dispatch(insert());
    }
  }
}

function shape(node: Node): string {
  if (node.isTextblock) {
    return node.textContent;
  }
  const { name } = node.type;
  const parts = Array.from({ length: node.childCount }, (_, at) => shape(node.child(at)));
  switch (name) {
    case 'taskItem': return `${node.attrs['checked'] ? 'done' : 'task'}(${parts.join(' ')})`;
    case 'listItem': return `item(${parts.join(' ')})`;
    default: return parts.join('|');
  }
}
