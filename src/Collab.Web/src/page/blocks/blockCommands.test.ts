import { Schema, type Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { blockAt, deleteBlock, duplicateBlock, insertBelow, moveBlock, type Block } from './blockCommands';

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'text*', group: 'block' },
    bulletList: { content: 'listItem+', group: 'block' },
    listItem: { content: 'paragraph block*' },
    text: {},
  },
});
const p = (text: string): Node => schema.node('paragraph', null, text === '' ? [] : [schema.text(text)]);
const list = (...items: Node[][]): Node => schema.node('bulletList', null, items.map((content) => schema.node('listItem', null, content)));
const stateOf = (...blocks: Node[]): EditorState => EditorState.create({ doc: schema.node('doc', null, blocks) });

/** Texts, with lists in brackets. */
const shape = (node: Node): string => node.isTextblock
  ? node.textContent
  : (node.type.name === 'bulletList' ? `[${parts(node)}]` : parts(node));
const parts = (node: Node): string => Array.from({ length: node.childCount }, (_, at) => shape(node.child(at))).join(' ');

/** The block that holds a text. */
function holding(state: EditorState, text: string): Block {
  let at = -1;
  state.doc.descendants((node, position) => {
    at = node.isText && node.text === text ? position : at;
  });
  return blockAt(state.doc, at) as Block;
}

describe('the block at a place', () => {
  it('is that of the document, or the innermost item of a list', () => {
    const state = stateOf(p('a'), list([p('b'), list([p('c')])]));

    expect(holding(state, 'a').node.type.name).toBe('paragraph');
    expect(holding(state, 'b').node.textContent).toBe('bc');
    expect(holding(state, 'c').node.textContent).toBe('c');
    expect(holding(state, 'c').node.type.name).toBe('listItem');
  });

  it('is the next one between two, and none behind the last', () => {
    const state = stateOf(p('a'), p('b'));

    expect(blockAt(state.doc, 3)?.node.textContent).toBe('b');
    expect(blockAt(state.doc, 6)).toBeNull();
    expect(blockAt(state.doc, 99)).toBeNull();
  });
});

describe('blocks', () => {
  it('move among their like, and no further', () => {
    const state = stateOf(p('a'), list([p('b')], [p('c')]), p('d'));
    const after = (text: string, by: -1 | 1) => moveBlock(state, holding(state, text), by)?.doc;

    expect(parts(after('d', -1)!)).toBe('a d [b c]');
    expect(parts(after('a', 1)!)).toBe('[b c] a d');
    expect(parts(after('c', -1)!)).toBe('a [c b] d');
    expect(after('a', -1)).toBeUndefined();
    expect(after('c', 1)).toBeUndefined();
  });

  it('take the caret along when they move', () => {
    const before = stateOf(p('a'), p('bcd'));
    const state = before.apply(before.tr.setSelection(TextSelection.create(before.doc, 6)));

    const moved = moveBlock(state, holding(state, 'bcd'), -1)!;

    expect(moved.selection.$head.parent.textContent).toBe('bcd');
    expect(moved.selection.$head.parentOffset).toBe(2);
  });

  it('are there twice when duplicated, the caret in the second', () => {
    const state = stateOf(p('a'), p('b'));
    const twice = duplicateBlock(state, holding(state, 'a'));

    expect(parts(twice.doc)).toBe('a a b');
    expect(twice.selection.head).toBeGreaterThan(3);
  });

  it('go, and with the last of a list the list; the document keeps one', () => {
    const state = stateOf(p('a'), list([p('b')]), p('c'));
    expect(parts(deleteBlock(state, holding(state, 'b')).doc)).toBe('a c');
    expect(parts(deleteBlock(state, holding(state, 'c')).doc)).toBe('a [b]');

    const single = stateOf(list([p('a')]));
    expect(deleteBlock(single, holding(single, 'a')).doc.toString()).toBe('doc(paragraph)');
  });

  it('get an empty one of their kind below', () => {
    const state = stateOf(p('a'), list([p('b')]));

    expect(insertBelow(state, holding(state, 'a')).doc.toString()).toBe('doc(paragraph("a"), paragraph, bulletList(listItem(paragraph("b"))))');
    expect(insertBelow(state, holding(state, 'b')).doc.toString()).toBe('doc(paragraph("a"), bulletList(listItem(paragraph("b")), listItem(paragraph)))');
  });
});
