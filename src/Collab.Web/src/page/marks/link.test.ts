// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import { contentExtensions } from '../contentExtensions';

let editor: Editor;
const open = (content: string) => {
  editor = new Editor({ element: document.createElement('div'), extensions: contentExtensions(), content });
  return editor;
};
afterEach(() => editor.destroy());

/** Types as a person does: input rules see one sign after the other. */
const type = (text: string) => {
  for (const sign of text) {
    const { from, to } = editor.state.selection;
    if (!editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, sign, () => editor.state.tr.insertText(sign, from, to)))) {
      editor.view.dispatch(editor.state.tr.insertText(sign, from, to));
    }
  }
};

describe('a link', () => {
  it.each([
    ['see https://example.org/a?b=1 now', 'https://example.org/a?b=1', 'https://example.org/a?b=1'],
    ['(www.example.org) yes', 'https://www.example.org', 'www.example.org'],
    ['at http://example.org/a, and', 'http://example.org/a', 'http://example.org/a'],
  ])('is made of an address that is typed: %s', (text, href, words) => {
    open('<p></p>');
    type(text);

    const link = editor.view.dom.querySelector('a');
    expect(link?.getAttribute('href')).toBe(href);
    expect(link?.textContent).toBe(words);
    expect(editor.getText()).toBe(text);
  });

  it.each([
    ['see [the plan](https://example.org/a) now', 'https://example.org/a', 'the plan', 'see the plan now'],
    ['([ours](example.org))', 'https://example.org', 'ours', '(ours)'],
  ])('is made of Markdown that is typed: %s', (text, href, words, shown) => {
    open('<p></p>');
    type(text);

    const links = [...editor.view.dom.querySelectorAll('a')];
    expect(links.map((link) => [link.getAttribute('href'), link.textContent])).toEqual([[href, words]]);
    expect(editor.getText()).toBe(shown);
  });

  it.each(['[x](javascript:alert(1))', '![x](https://example.org)', '[](https://example.org)', '[x]()'])('is not made of the Markdown %j', (text) => {
    open('<p></p>');
    type(text);

    expect(editor.view.dom.querySelector('a')).toBeNull();
  });

  it('is not made within code', () => {
    open('<p><code>[x](example.org</code></p>');
    editor.commands.setTextSelection(editor.state.doc.content.size - 1);
    type(')');

    expect(editor.view.dom.querySelector('a')).toBeNull();
  });

  it('keeps the marks of the words, and leaves what stands for no letter alone', () => {
    open('<p>[<strong>bold</strong> words](example.org</p>');
    editor.commands.setTextSelection(editor.state.doc.content.size - 1);
    type(')');
    expect(editor.getHTML()).toContain('<strong>bold</strong> words</a>');

    editor.commands.setContent('<p>[a<br>b](example.org</p>');
    editor.commands.setTextSelection(editor.state.doc.content.size - 1);
    type(')');
    expect(editor.view.dom.querySelector('a')).toBeNull();
  });

  it.each(['javascript:alert(1) x', 'file:///etc/passwd x', 'example.org x', 'https:// x', 'a@b x'])('is not made of %j', (text) => {
    open('<p></p>');
    type(text);

    expect(editor.view.dom.querySelector('a')).toBeNull();
  });

  it('is not set, read or shown with an address that does more than show something', () => {
    open('<p><a href="javascript:alert(1)">one</a> two</p>');
    expect(editor.getHTML()).toBe('<p>one two</p>');

    editor.commands.selectAll();
    editor.commands.setLink({ href: 'javascript:alert(1)' });
    expect(editor.getHTML()).toBe('<p>one two</p>');

    // As another client may have written it.
    editor.commands.setMark('link', { href: 'javascript:alert(1)' });
    expect(editor.view.dom.querySelector('[href]')).toBeNull();
    expect(editor.getHTML()).not.toContain('javascript');
  });
});
