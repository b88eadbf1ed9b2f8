import { Schema } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { findMatches, matchFrom, maxMatches } from './matching';

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' }, paragraph: { content: 'inline*', group: 'block' }, quote: { content: 'block+', group: 'block' },
    text: { group: 'inline' }, break: { group: 'inline', inline: true },
  },
});
const p = (...parts: string[]) =>
  schema.node('paragraph', null, parts.map((part) => (part === '|' ? schema.node('break') : schema.text(part))));
const doc = schema.node('doc', null, [p('One two'), schema.node('quote', null, [p('two'), p('twofold', '|', 'TWO (2)')]), p('straße İstanbul two')]);

const found = (text: string, options: { matchCase?: boolean; wholeWord?: boolean } = {}) =>
  findMatches(doc, { text, matchCase: false, wholeWord: false, ...options }).map(({ from, to }) => doc.textBetween(from, to));

describe('matches', () => {
  it('are found in all blocks, whatever their case', () => {
    expect(found('two')).toEqual(['two', 'two', 'two', 'TWO', 'two']);
  });

  it('are of the same case, or whole words, if that is asked for', () => {
    expect(found('two', { matchCase: true })).toEqual(['two', 'two', 'two', 'two']);
    expect(found('two', { wholeWord: true })).toEqual(['two', 'two', 'TWO', 'two']);
    expect(found('stra', { wholeWord: true })).toEqual([]);
  });

  it('are of the very characters', () => {
    expect(found('(2)')).toEqual(['(2)']);
    expect(found('t.o')).toEqual([]);
    expect(found('')).toEqual([]);
    expect(found('İstanbul')).toEqual(['İstanbul']);
  });

  it('do not reach over what is no text', () => {
    expect(found('foldTWO')).toEqual([]);
  });

  it('end at a number that nobody goes through', () => {
    const long = schema.node('doc', null, [p('a'.repeat(maxMatches + 10))]);

    expect(findMatches(long, { text: 'a', matchCase: false, wholeWord: false })).toHaveLength(maxMatches);
  });

  it('go on from a place, and around the end', () => {
    const matches = [{ from: 3, to: 4 }, { from: 8, to: 9 }];

    expect([matchFrom(matches, 0), matchFrom(matches, 4), matchFrom(matches, 9), matchFrom([], 0)]).toEqual([0, 1, 0, -1]);
  });
});
