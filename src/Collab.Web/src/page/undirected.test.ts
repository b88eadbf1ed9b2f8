// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import { contentExtensions } from './contentExtensions';
import { Undirected } from './undirected';

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

describe('the block with the caret', () => {
  it.each([
    ['<p></p>', 1, ['P']],
    ['<p>/</p>', 2, ['P']],
    ['<p>12 %</p>', 1, ['P']],
    ['<p>word</p>', 1, []],
    ['<p>مهمة</p>', 1, []],
    ['<ul><li><p></p></li></ul>', 3, ['UL', 'LI', 'P']],
    ['<ul><li><p>word</p></li><li><p></p></li></ul>', 11, ['LI', 'P']],
  ])('has the direction of the app while it has no letters: %s', (content, at, expected) => {
    const editor = new Editor({ element: document.createElement('div'), extensions: [...contentExtensions(), Undirected], content });
    editors.push(editor);

    editor.commands.setTextSelection(at);

    expect([...editor.view.dom.querySelectorAll('.undirected')].map(({ tagName }) => tagName)).toEqual(expected);
  });
});
