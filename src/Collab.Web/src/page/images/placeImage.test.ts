// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { placeOf, rangeOfPlace } from '../binding/positions';
import { SharedContent } from '../binding/sharedContent';
import { LastParagraph } from '../blocks/lastParagraph';
import { contentExtensions } from '../contentExtensions';
import type { PageImages } from './pageImages';
import { placeImage, selectedRange } from './placeImage';

const images = { whenMoreMayBeThere: () => () => {}, find: async () => null } as Partial<PageImages> as PageImages;
const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

describe('an image that is put in', () => {
  it('stays when the person writes on', () => {
    const editor = make('<p>before</p>', 7);

    put(editor, '1');
    editor.commands.insertContent('after');

    expect(shown(editor)).toBe('before|[1]|after');
  });

  it.each([
    ['before an empty block, which is left to write in', '<p>a</p><p></p><p>b</p>', 4, 'a|[1]|[2]|x|b'],
    ['at the start of words', '<p>a</p><p>b</p>', 4, 'a|[1]|[2]|xb'],
    ['between words', '<p>ab</p>', 2, 'a|[1]|[2]|xb'],
    ['behind words that others follow', '<p>a</p><h1>b</h1>', 2, 'a|[1]|[2]|x|b'],
    ['behind code, which it does not tear', '<pre><code>ab</code></pre>', 2, 'ab|[1]|[2]|x'],
    ['in an item of a list', '<ul><li><p>a</p></li></ul>', 4, 'a|[1]|[2]|x'],
    ['in an empty item of a list', '<ul><li><p></p></li></ul>', 3, '|[1]|[2]|x'],
  ])('comes %s, and one more behind it', (_where, content, at, expected) => {
    const editor = make(content, at);

    put(editor, '1', '2');
    editor.commands.insertContent('x');

    expect(shown(editor)).toBe(expected);
  });

  it('takes the place of what is selected', () => {
    const editor = make('<p>abc</p><p>def</p>', { from: 2, to: 8 });

    put(editor, '1');

    expect(shown(editor)).toBe('a|[1]|f');
  });

  it('leaves the caret alone where the person has gone on to', () => {
    const editor = make('<p>ab</p><p>cd</p>', 2);
    const place = placeOf(editor.state, selectedRange(editor.state));

    editor.commands.setTextSelection(7);
    putAt(editor, rangeOfPlace(editor.state, place)!, '1', '2');
    editor.commands.insertContent('!');

    expect(shown(editor)).toBe('a|[1]|[2]|b|cd!');
  });

  it('comes between the same words, whatever others write meanwhile', () => {
    const [ada, ben] = pair('<p>first</p><p>second</p>');
    const place = placeOf(ada.state, { from: 11, to: 11 });

    ben.commands.insertContentAt(1, 'the very ');
    ben.commands.insertContentAt(17, 'and the ');
    putAt(ada, rangeOfPlace(ada.state, place)!, '1');

    expect(shown(ada)).toBe('the very first|and the sec|[1]|ond');
    expect(shown(ben)).toBe(shown(ada));
  });
});

function put(editor: Editor, ...names: readonly string[]): void {
  putAt(editor, selectedRange(editor.state), ...names);
}

// As it is done: each is on its way to the server for a while, so the place is looked up anew.
function putAt(editor: Editor, range: { readonly from: number; readonly to: number }, ...names: readonly string[]): void {
  let place = placeOf(editor.state, range);
  for (const name of names) {
    const { transaction, next } = placeImage(editor.state, rangeOfPlace(editor.state, place)!, { src: `/api/files/${name.repeat(64)}/x` });
    editor.view.dispatch(transaction);
    place = placeOf(editor.state, next);
  }
}

function make(content: string, selection: number | { readonly from: number; readonly to: number }, document = new Y.Doc()): Editor {
  const editor = new Editor({
    extensions: [...contentExtensions(images), LastParagraph, SharedContent.configure({ document, field: 'content' })],
  });
  editors.push(editor);
  if (content !== '') {
    editor.commands.setContent(content);
  }
  editor.commands.setTextSelection(selection);
  return editor;
}

function pair(content: string): readonly [Editor, Editor] {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  a.on('update', (update: Uint8Array, origin) => origin !== 'other' && Y.applyUpdate(b, update, 'other'));
  b.on('update', (update: Uint8Array, origin) => origin !== 'other' && Y.applyUpdate(a, update, 'other'));
  const ben = make('', 0, b);
  return [make(content, 1, a), ben];
}

/** The blocks that hold words, and the images by the digit that their hash is made of. */
function shown(editor: Editor): string {
  const found: string[] = [];
  editor.state.doc.descendants((node) => {
    if (node.isTextblock) {
      found.push(node.textContent);
    } else if (node.type.name === 'image') {
      found.push(`[${(node.attrs['src'] as string).split('/')[3]?.[0]}]`);
    }
  });
  return found.join('|').replace(/\|$/, '');
}
