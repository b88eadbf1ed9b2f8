import { getSchema } from '@tiptap/core';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isOrderKey } from '../board/drawable';
import { fromRecord, readRecord } from '../board/elementRecord';
import { writeContent } from './content';
import { orderKey } from './orderKey';
import { inline } from './pageWriter';
import { makeTemplates } from './templates';
import { measure, wrap } from './textSize';
import { ar } from './words/ar';
import { de } from './words/de';
import { en } from './words/en';

const schema = getSchema([StarterKit, TaskList, TaskItem.configure({ nested: true }), TableKit]);

describe.each(Object.entries({ en, de, ar }))('the templates in %s', (_, words) => {
  for (const { id, content } of makeTemplates(words)) {
    const doc = new Y.Doc();
    writeContent(doc, content);

    it(`${id} can be shown by its editor`, () => {
      switch (content.kind) {
        case 'board':
          for (const [elementId, map] of doc.getMap('elements')) {
            const own = { id: elementId, version: 1, versionNonce: 1, updated: 1 };
            expect(fromRecord(readRecord(map), own), elementId).toEqual({ ...content.elements.find((one) => one.id === elementId), ...own });
          }
          expect(doc.getMap('elements').size).toBe(content.elements.length);
          break;
        case 'page':
          expect(() => schema.nodeFromJSON({ type: 'doc', content: content.blocks }).check()).not.toThrow();
          break;
        case 'text':
          expect(doc.getText('content').toString()).toBe(content.text);
      }
    });
  }
});

describe('words of a board', () => {
  it('are broken into lines that fit, and a long word stays whole', () => {
    const lines = wrap('one two incomprehensibilities three', 120, 20).split('\n');

    expect(lines).toEqual(['one two', 'incomprehensibilities', 'three']);
    expect(measure('one two', 20).width).toBeLessThanOrEqual(120);
  });
});

describe('a place in the drawing order', () => {
  it('is one, and comes after those before', () => {
    const keys = Array.from({ length: 5_000 }, (_, at) => orderKey(at));

    expect(keys.every(isOrderKey)).toBe(true);
    expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys);
  });
});

describe('words of a page', () => {
  it('have bold and italic runs', () => {
    expect(inline('a **b** *c*')).toEqual([
      { type: 'text', text: 'a ' }, { type: 'text', text: 'b', marks: [{ type: 'bold' }] }, { type: 'text', text: ' ' },
      { type: 'text', text: 'c', marks: [{ type: 'italic' }] },
    ]);
  });
});
