import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bullets, heading, paragraph, table, tasks, writePage } from '../templates/pageWriter';
import { linesOfPage, linesOfText } from './lines';

function page(...blocks: Parameters<typeof writePage>[1]) {
  const doc = new Y.Doc();
  writePage(doc, blocks);
  return linesOfPage(doc.getXmlFragment('content'));
}

describe('the lines of a picture', () => {
  it('are those of a document, each with its look', () => {
    const blocks = [
      heading(1, 'Plan'), paragraph('some **bold** words'), bullets('one'), tasks('x done', 'open'), table(['a', 'b'], ['c', 'd']),
      { type: 'blockquote', content: [paragraph('said')] }, { type: 'codeBlock', content: [{ type: 'text', text: 'x = 1\ny = 2' }] },
    ];

    expect(page(...blocks)).toEqual([
      { look: 'title', text: 'Plan' }, { look: 'text', text: 'some bold words' }, { look: 'item', text: 'one' },
      { look: 'done', text: 'done' }, { look: 'open', text: 'open' }, { look: 'text', text: 'a   b' }, { look: 'text', text: 'c   d' },
      { look: 'quote', text: 'said' }, { look: 'code', text: 'x = 1' }, { look: 'code', text: 'y = 2' },
    ]);
  });

  it('are few and short, however much there is', () => {
    const lines = [...page(...Array.from({ length: 1_000 }, () => paragraph('long '.repeat(1_000)))), ...linesOfText('a\n'.repeat(10_000))];

    expect(lines.length).toBeLessThanOrEqual(60);
    expect(Math.max(...lines.map(({ text }) => text.length))).toBeLessThanOrEqual(160);
  });

  it('are read of anything that somebody may have put there', () => {
    const doc = new Y.Doc();
    const content = doc.getXmlFragment('content');
    const text = new Y.XmlText();
    text.insertEmbed(0, { image: 'x' });
    let deep = new Y.XmlElement('blockquote');
    content.insert(0, [text, deep, new Y.XmlHook('hook') as never]);
    for (let depth = 0; depth < 200; depth++) {
      const inner = new Y.XmlElement('blockquote');
      deep.insert(0, [inner]);
      deep = inner;
    }

    expect(() => linesOfPage(content)).not.toThrow();
  });
});
