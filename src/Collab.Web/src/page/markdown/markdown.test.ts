// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { DOMParser as SchemaParser, Node } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { contentExtensions } from '../contentExtensions';
import { fromMarkdown } from './fromMarkdown';
import { looksLikeMarkdown } from './looksLikeMarkdown';
import { toMarkdown } from './toMarkdown';

const schema = getSchema(contentExtensions());
const parse = (markdown: string): Node => SchemaParser.fromSchema(schema).parse(fromMarkdown(markdown));
const image = `/api/files/${'a'.repeat(64)}/plan`;

/** What says the same in both directions. */
const samples: Readonly<Record<string, string>> = {
  headings: '# One\n\n## Two *and*\n\n### Three\n',
  marks: 'a **bold** *italic* ***both*** ~~gone~~ `code` <u>under</u> <mark>marked</mark> [link](https://example.org/a_b)\n',
  'marks in marks': '**bold *and italic* again** then *it **is** so*\n',
  'a line end': 'one\\\ntwo\n',
  lists: '- one\n- two\n  - inner\n  - more\n- three\n',
  'numbered lists': '3. three\n4. four\n   - inner\n',
  tasks: '- [ ] open\n- [x] done\n  - [ ] inner\n',
  'an item with two paragraphs': '- one\n\n  more of it\n',
  quotes: '> one\n>\n> > two\n',
  boxes: '> [!NOTE]\n> Mind this.\n>\n> - and that\n\n> [!WARNING]\n> Stop.\n',
  code: '```python\nprint("a")\n\n# no heading\n```\n',
  'code with fences in it': '````\n```\ninner\n```\n````\n',
  'a rule': 'a\n\n---\n\nb\n',
  tables: '| A | B \\| C |\n| --- | --- |\n| **1** | two<br>lines |\n|  | x |\n',
  images: `![what it shows](${image})\n`,
  'what looks like signs': '1\\. no list, \\*no\\* emphasis, \\# not\\_this \\[x\\](y) \\<b> C:\\\\dir\n',
};

describe('Markdown', () => {
  it.each(Object.entries(samples))('with %s comes back as it was', (_what, markdown) => {
    const doc = parse(markdown);

    expect(parse(toMarkdown(doc)).toJSON()).toEqual(doc.toJSON());
    if (_what !== 'what looks like signs') {
      expect(toMarkdown(doc)).toBe(markdown);
    }
  });

  it.each([
    '# no heading', '- no list', '1. no list', '> no quote', '+ no', '---', '*a* _b_ **c** `d` ~~e~~', '[x](https://example.org)',
    '<b>no</b>', '&amp; &#65;', 'a | b', '\\', '``` x', '    four blanks', '![x](y)', 'http://example.org/_a_',
  ])('of the plain words %j is these words', (words) => {
    const doc = schema.node('doc', null, [schema.node('paragraph', null, [schema.text(words)])]);

    expect(parse(toMarkdown(doc)).textContent.trim()).toBe(words.trim());
    expect(parse(toMarkdown(doc)).firstChild?.type.name).toBe('paragraph');
  });

  it('has blanks outside of signs, which would be none with blanks inside', () => {
    const bold = schema.mark('bold');
    const doc = schema.node('doc', null, [schema.node('paragraph', null, [
      schema.text('a'), schema.text(' b ', [bold]), schema.text('c'), schema.text(' ', [bold]), schema.text('d '),
    ])]);

    expect(toMarkdown(doc)).toBe('a **b** c d \n');
  });

  it('names people, and leaves out what it has no words for', () => {
    const doc = schema.node('doc', null, [
      schema.node('paragraph', null, [schema.node('mention', { id: '1', label: 'Ada' }), schema.text(' said'), schema.node('unknownInline')]),
      schema.node('unknownBlock'),
    ]);

    expect(toMarkdown(doc)).toBe('@Ada said\n');
  });

  it('of an empty document is empty', () => {
    expect(toMarkdown(schema.node('doc', null, [schema.node('paragraph')]))).toBe('');
  });
});

describe('Markdown from elsewhere', () => {
  it('brings no scripts, no foreign images and no unsafe links', () => {
    const doc = parse([
      '<script>window.hacked = 1</script>', '<img src="x" onerror="window.hacked = 1">', '![x](https://elsewhere.example/x.png)',
      '[click](javascript:alert(1))', '<a href="javascript:alert(1)">click</a>', '<iframe src="https://elsewhere.example"></iframe> end',
    ].join('\n\n'));

    expect(JSON.stringify(doc.toJSON())).not.toMatch(/"href":"javascript:|elsewhere|onerror|"image"/);
    expect(doc.textContent).toContain('end');
    expect('hacked' in window).toBe(false);
  });

  it('makes links of addresses', () => {
    expect(JSON.stringify(parse('see https://example.org now').toJSON())).toContain('"href":"https://example.org"');
  });
});

describe('pasted text', () => {
  it.each([
    '# Title\n\ntext', '- one\n- two', '1. a\n2. b', '```js\nx\n```', 'some **bold** word', 'a [link](https://x.org)', '- [ ] task', '> quoted',
    '| a | b |\n| --- | --- |\n| 1 | 2 |', 'run `npm ci` now',
  ])('%j is taken for Markdown', (text) => expect(looksLikeMarkdown(text)).toBe(true));

  it.each([
    'Just a sentence.', 'a - b - c', '#hashtag', 'price: 5 * 3 * 2', 'snake_case_name', '- one dash', '2 > 1', 'see [1] and [2]', '3. May',
    'C:\\dir', '', '**', '5 ** 2 ** 3', 'mail@example.org',
  ])('%j is not', (text) => expect(looksLikeMarkdown(text)).toBe(false));
});
