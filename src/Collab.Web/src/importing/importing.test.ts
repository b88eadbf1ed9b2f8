// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { PageNode } from '../templates/pageWriter';
import { checkFile, titleOfFile } from './importable';
import { readBoard } from './readBoard';
import { readHtml, readMarkdown } from './readPage';
import { readText } from './readText';

const shape = (id: string, more: object = {}) => ({ id, type: 'rectangle', x: 0, y: 0, width: 10, height: 10, angle: 0, ...more });
const scene = (elements: readonly object[], files = {}) => JSON.stringify({ type: 'excalidraw', version: 2, elements, files });
const types = (nodes: readonly PageNode[]): readonly string[] => nodes.map(({ type }) => type);
const all = (nodes: readonly PageNode[]): readonly PageNode[] => nodes.flatMap((node) => [node, ...all(node.content ?? [])]);

describe('a file', () => {
  it.each([
    ['a.excalidraw', 'excalidraw'], ['B.MD', 'markdown'], ['c.markdown', 'markdown'], ['d.htm', 'html'], ['e.f.txt', 'text'],
  ])('%s is taken as %s', (name, format) => {
    expect(checkFile({ name, size: 1 })).toEqual({ format });
  });

  it.each([['a.docx', 1, 'unknownFormat'], ['constructor', 1, 'unknownFormat'], ['a.md', 0, 'empty'], ['a.txt', 5e6, 'tooLarge']])(
    '%s of %d bytes is not taken: %s', (name, size, problem) => {
      expect(checkFile({ name, size })).toMatchObject({ problem });
    },
  );

  it('gives its name as title', () => {
    expect(titleOfFile('Q3\tplan.v2.md')).toBe('Q3 plan.v2');
  });
});

describe('a board file', () => {
  it('is read in its order, without what was deleted', () => {
    const { elements, leftOut } = readBoard(scene([shape('a'), shape('b', { isDeleted: true }), shape('c', { index: 'nonsense' })]));

    expect(elements.map(({ id, index }) => [id, index])).toEqual([['a', 'a0'], ['c', 'a1']]);
    expect(leftOut).toBe(0);
  });

  it('keeps the order keys that it has, if they are in order', () => {
    expect(readBoard(scene([shape('a', { index: 'a1' }), shape('b', { index: 'a1V' })])).elements.map(({ index }) => index)).toEqual(['a1', 'a1V']);
  });

  it('loses what cannot be drawn, and counts it', () => {
    const { elements, leftOut } = readBoard(scene([
      shape('a'), shape('b', { x: 'left' }), shape('c', { type: 'iframe' }), { id: 'd' }, 7 as unknown as object, shape('a'),
    ]));

    expect(elements.map(({ id }) => id)).toEqual(['a']);
    expect(leftOut).toBe(5);
  });

  it('loses links that could run something', () => {
    const { elements } = readBoard(scene([shape('a', { link: 'javascript:alert(1)' }), shape('b', { link: 'https://example.org/' })]));

    expect(elements.map(({ link }) => link)).toEqual([null, 'https://example.org/']);
  });

  it('brings the images that it uses', () => {
    const image = { id: 'f', mimeType: 'image/png', dataURL: 'data:image/png;base64,AAAA', created: 1 };
    const { files } = readBoard(scene([shape('a', { type: 'image', fileId: 'f' })], { f: image, g: { ...image, id: 'g' } }));

    expect(files).toEqual([image]);
  });

  it.each(['', '[]', '{"type":"excalidrawlib"}', '{"type":"excalidraw"}'])('that is none is refused: %s', (json) => {
    expect(() => readBoard(json)).toThrow('notABoard');
  });
});

describe('Markdown', () => {
  it('becomes the blocks that it writes', () => {
    const { blocks, title } = readMarkdown('# Plan\n\nSome **bold** [link](https://example.org).\n\n- one\n- two\n\n1. a\n\n> said\n\n```js\nx = 1\n```\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n');

    expect(title).toBe('Plan');
    expect(types(blocks)).toEqual(['heading', 'paragraph', 'bulletList', 'orderedList', 'blockquote', 'codeBlock', 'horizontalRule', 'table']);
    expect(blocks[1]?.content?.map(({ text, marks }) => [text, marks?.[0]?.type])).toEqual([
      ['Some ', undefined], ['bold', 'bold'], [' ', undefined], ['link', 'link'], ['.', undefined],
    ]);
    expect(blocks[5]?.attrs?.['language']).toBe('js');
    expect(blocks[5]?.content?.[0]?.text).toBe('x = 1');
  });

  it('has tasks', () => {
    const { blocks } = readMarkdown('- [ ] open\n- [x] done\n');

    expect(types(blocks)).toEqual(['taskList']);
    expect(blocks[0]?.content?.map(({ attrs, content }) => [attrs?.['checked'], content?.[0]?.content?.[0]?.text]))
      .toEqual([[false, 'open'], [true, 'done']]);
  });
});

describe('HTML', () => {
  it('loses all that could run or reach out', () => {
    const { blocks } = readHtml(`
      <head><title>T</title><style>p{}</style></head>
      <p onclick="x()">words<script>alert(1)</script><iframe src="https://evil.example"></iframe></p>
      <p><a href="javascript:alert(1)">bad</a> <a href=" java\nscript:alert(1)">worse</a> <a href="https://example.org">good</a></p>
      <img src="https://evil.example/x.png" alt="picture"><img src="x" onerror="alert(1)"><svg><script>alert(1)</script></svg>
      <a href="data:text/html,x">data</a>`);
    const json = JSON.stringify(blocks);

    expect(json).not.toMatch(/javascript|script:|onerror|onclick|alert|data:|p\{\}/);
    const links = all(blocks).flatMap(({ marks = [] }) => marks.filter(({ type }) => type === 'link')).map(({ attrs }) => attrs?.['href']);
    expect(links).toEqual(['https://example.org', 'https://evil.example/x.png']);
    expect(types(all(blocks))).not.toContain('image');
  });

  it('has tasks where there are checkboxes', () => {
    const { blocks } = readHtml('<ul><li><input type="checkbox" checked> done</li><li><p><input type="checkbox"> open</p></li></ul>');

    expect(blocks[0]?.content?.map(({ attrs }) => attrs?.['checked'])).toEqual([true, false]);
  });

  it('with nothing in it is refused', () => {
    expect(() => readHtml('<p> </p><script>x</script>')).toThrow('nothingInIt');
  });
});

describe('text', () => {
  const bytes = (...values: number[]) => new Uint8Array(values).buffer;

  it('has the line ends of the editor, whatever its encoding', () => {
    expect(readText(bytes(0xef, 0xbb, 0xbf, 0x61, 13, 10, 0x62, 13, 0x63))).toBe('a\nb\nc');
    expect(readText(bytes(0xff, 0xfe, 0x61, 0, 0xe4, 0))).toBe('aä');
  });

  it.each([[[0x61, 0, 0x62]], [[0xff, 0x41, 0x80]]])('that is none is refused: %j', (values) => {
    expect(() => readText(bytes(...values))).toThrow('notText');
  });
});
