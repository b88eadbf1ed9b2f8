// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import { contentExtensions } from './contentExtensions';

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

describe('what a document holds', () => {
  it.each([
    ['<ul><li><p>قائمة</p></li></ul>', 'ul'],
    ['<ol><li><p>قائمة</p></li></ol>', 'ol'],
    ['<ul data-type="taskList"><li data-type="taskItem"><p>مهمة</p></li></ul>', 'ul'],
    ['<blockquote><p>اقتباس</p></blockquote>', 'blockquote'],
    ['<div data-callout="tip"><p>ملاحظة</p></div>', '.callout'],
  ])('has its mark where its words begin: %s', (content, selector) => {
    const editor = new Editor({ element: document.createElement('div'), extensions: contentExtensions(), content });
    editors.push(editor);

    expect(editor.view.dom.querySelector(selector)?.getAttribute('dir')).toBe('auto');
    // It is how it is shown, and no part of the document.
    expect(JSON.stringify(editor.getJSON())).not.toContain('dir');
  });
});
