// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { TableKit } from '@tiptap/extension-table';
import { TextSelection } from '@tiptap/pm/state';
import { StarterKit } from '@tiptap/starter-kit';
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { SharedContent } from './sharedContent';
import { UnknownBlock, UnknownInline } from './unknownContent';

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.destroy()));

describe('shared content', () => {
  it('shows what others write, and leaves every other block the very same', () => {
    const [adas, bens] = pair();
    adas.editor.commands.setContent('<h1>Plan</h1><p>one</p><ul><li><p>two</p></li></ul><p>three</p>');
    exchange(adas, bens);
    const before = blocks(bens.editor);

    adas.editor.commands.insertContentAt(adas.editor.state.doc.child(0).nodeSize + 4, '!');
    exchange(adas, bens);

    expect(bens.editor.getHTML()).toBe(adas.editor.getHTML());
    expect(blocks(bens.editor).map((block, at) => block === before[at])).toEqual([true, false, true, true]);
  });

  it('keeps the caret at its words while others write around it', () => {
    const [adas, bens] = pair();
    adas.editor.commands.setContent('<p>first</p><p>second</p>');
    exchange(adas, bens);
    bens.editor.commands.setTextSelection({ from: 10, to: 12 });

    adas.editor.commands.insertContentAt(1, 'the very ');
    adas.editor.commands.insertContentAt(17, 'and the ');
    exchange(adas, bens);

    const { from, to } = bens.editor.state.selection;
    expect(bens.editor.state.doc.textBetween(0, bens.editor.state.doc.content.size, '|')).toBe('the very first|and the second');
    expect(bens.editor.state.doc.textBetween(from, to)).toBe('co');
  });

  it('undoes own edits only, and puts the caret where they were', () => {
    const [adas, bens] = pair();
    adas.editor.commands.setContent('<p>one</p><p>two</p>');
    exchange(adas, bens);

    bens.editor.commands.setTextSelection(9);
    bens.editor.commands.insertContent(' of Ben');
    exchange(adas, bens);
    adas.editor.chain().setTextSelection(4).insertContent(' of Ada').run();
    exchange(adas, bens);
    bens.editor.commands.setTextSelection(1);
    bens.editor.commands.undo();
    exchange(adas, bens);

    expect(adas.editor.getText()).toBe('one of Ada\n\ntwo');
    expect(bens.editor.getText()).toBe('one of Ada\n\ntwo');
    expect(bens.editor.state.selection.head).toBeGreaterThan(10);
  });

  it('is the same after undoing everything and doing it again', () => {
    const { editor, fragment } = open(new Y.Doc());
    editor.commands.insertContent('one');
    const written = fragment.toString();

    editor.commands.undo();
    editor.commands.setTextSelection(1);
    expect(fragment.length).toBe(0);
    editor.commands.redo();

    expect(fragment.toString()).toBe(written);
    expect(editor.getHTML()).toBe('<p>one</p>');
  });

  it('costs a key as much as the block that it is in, not the document', () => {
    expect(looksPerKey(400)).toBe(looksPerKey(40));
  });

  it('makes one text of those that two people began in one empty paragraph', () => {
    const [adas, bens] = pair();
    adas.editor.commands.setContent('<h1>x</h1><p></p>');
    exchange(adas, bens);
    adas.editor.commands.insertContentAt(4, 'Ada');
    bens.editor.commands.insertContentAt(4, 'Ben');
    exchange(adas, bens);
    exchange(adas, bens);
    adas.editor.commands.insertContentAt(4, '>');
    exchange(adas, bens);

    expect(adas.editor.getText()).toMatch(/^x\n\n>(AdaBen|BenAda)$/);
    expect(bens.editor.getText()).toBe(adas.editor.getText());
  });

  it('writes nothing while it is not editable', () => {
    const [adas, bens] = pair();
    adas.editor.commands.setContent('<p>one</p>');
    exchange(adas, bens);
    bens.editor.setEditable(false);
    const before = Y.encodeStateAsUpdate(bens.doc);

    bens.editor.view.dispatch(bens.editor.state.tr.insertText('x', 1));

    expect(Y.encodeStateAsUpdate(bens.doc)).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5, 6])('converges under random edits (seed %i)', (seed) => {
    const random = generator(seed);
    const people = pair();
    for (let step = 0; step < 120; step++) {
      edit(people[random(2)]!.editor, random);
      if (random(4) === 0) {
        exchange(...people);
      }
    }
    exchange(...people);
    exchange(...people);

    const [adas, bens] = people;
    expect(bens.fragment.toString()).toBe(adas.fragment.toString());
    expect(bens.editor.getHTML()).toBe(adas.editor.getHTML());
    expect(open(adas.doc).editor.getHTML()).toBe(adas.editor.getHTML());
  });
});

describe('content that the schema does not know', () => {
  it('stays in the document, whatever is edited around it', () => {
    const doc = new Y.Doc();
    const hostile = strange(doc);
    const { editor, fragment } = open(doc);

    editor.commands.insertContentAt(1, 'Hello ');
    editor.commands.insertContentAt(editor.state.doc.content.size, '<p>the end</p>');

    expect(editor.getText()).toContain('Hello before');
    expect(editor.getText()).toContain('the end');
    const kept = fragment.toString();
    hostile.forEach((part) => expect(kept).toContain(part));
    expect(fragment.toArray()).toContain(7);
    expect(open(doc).editor.getText()).toBe(editor.getText());
  });

  it('is not written to by looking at it', () => {
    const doc = new Y.Doc();
    strange(doc);
    const before = Y.encodeStateAsUpdate(doc);

    open(doc);

    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('keeps marks that are not known while their words are edited', () => {
    const doc = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    doc.getXmlFragment('content').push([paragraph]);
    paragraph.push([text]);
    text.insert(0, 'glowing', { glow: { strength: 9 }, toString: 1, shine: true } as object);
    const { editor } = open(doc);

    editor.commands.insertContentAt(4, '-');

    expect(editor.getHTML()).toBe('<p><span><span>glo-wing</span></span></p>');
    expect(text.toDelta()[0]).toEqual({ insert: 'glo-wing', attributes: { glow: { strength: 9 }, shine: true } });
  });

  it('has no effect by forged attributes', () => {
    const doc = new Y.Doc();
    const fragment = doc.getXmlFragment('content');
    const table = element('table', {}, [element('tableRow', {}, [
      element('tableCell', { colspan: 1e9, rowspan: -1, colwidth: ['x'] }, [element('paragraph', { textAlign: 'url(x)' }, [])]),
    ])]);
    fragment.push([element('heading', { level: 99 }, []), table, element('codeBlock', { language: '"><b>' }, [])]);

    const { editor } = open(doc);

    expect(editor.getHTML()).not.toMatch(/url|<b>|h99|1000000000/);
    expect(editor.state.doc.child(1).firstChild?.firstChild?.attrs['colspan']).toBe(1);
    expect(fragment.toString()).toContain('level="99"');
  });

  it('may be nested deeper than anybody can read', () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      let parent: Y.XmlFragment = doc.getXmlFragment('content');
      for (let depth = 0; depth < 5_000; depth++) {
        const quote = new Y.XmlElement('blockquote');
        parent.push([quote]);
        parent = quote;
      }
    });

    const { editor } = open(doc);
    editor.commands.insertContentAt(editor.state.doc.content.size, '<p>after</p>');

    expect(editor.getText()).toContain('after');
  });

  it('may lack what its kind needs: it is shown with it, and written with the next edit', () => {
    const doc = new Y.Doc();
    const fragment = doc.getXmlFragment('content');
    fragment.push([element('bulletList', {}, []), element('bulletList', {}, [element('table', {}, [])])]);

    const { editor } = open(doc);
    expect(editor.state.doc.child(0).toString()).toBe('bulletList(listItem(paragraph))');
    expect(editor.state.doc.child(1).type.name).toBe('unknownBlock');

    editor.commands.insertContentAt(3, 'item');
    expect(fragment.toString()).toContain('<listitem><paragraph>item</paragraph></listitem>');
  });
});

/** How many nodes are looked up, or lists of them made, to write a letter into the first of so many paragraphs. */
function looksPerKey(paragraphs: number): number {
  const { editor, fragment } = open(new Y.Doc());
  editor.commands.setContent('<p>words</p>'.repeat(paragraphs));
  editor.commands.setTextSelection(3);
  const { mapping } = (ySyncPluginKey.getState(editor.state) as { binding: ProsemirrorBinding }).binding;
  const lookUp = vi.spyOn(mapping, 'get');
  const list = vi.spyOn(fragment, 'toArray');
  editor.commands.insertContent('x');
  expect(fragment.get(0).toString()).toBe('<paragraph>woxrds</paragraph>');
  return lookUp.mock.calls.length + list.mock.calls.length * paragraphs;
}

type Person = { readonly doc: Y.Doc; readonly fragment: Y.XmlFragment; readonly editor: Editor };

function open(doc: Y.Doc): Person {
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [
      StarterKit.configure({ undoRedo: false, trailingNode: false }), TaskList, TaskItem.configure({ nested: true }),
      TableKit.configure({ table: { resizable: false } }), UnknownBlock, UnknownInline,
      SharedContent.configure({ document: doc, field: 'content' }),
    ],
  });
  editors.push(editor);
  return { doc, fragment: doc.getXmlFragment('content'), editor };
}

function pair(): readonly [Person, Person] {
  return [open(new Y.Doc()), open(new Y.Doc())];
}

function exchange(one: Person, other: Person): void {
  const update = Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
  Y.applyUpdate(other.doc, update);
}

function blocks(editor: Editor) {
  return Array.from({ length: editor.state.doc.childCount }, (_, at) => editor.state.doc.child(at));
}

function element(name: string, attributes: Record<string, unknown>, children: Y.XmlElement[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value as string));
  made.push(children);
  return made;
}

/** A document with everything in it that no editor of ours writes. Returns what its text must go on holding. */
function strange(doc: Y.Doc): readonly string[] {
  const fragment = doc.getXmlFragment('content');
  const before = element('paragraph', {}, []);
  before.push([new Y.XmlText('before')]);
  const mixed = element('paragraph', {}, []);
  mixed.push([new Y.XmlText('a'), new Y.XmlElement('hologram'), new Y.XmlText('b')]);
  const embedding = new Y.XmlText('embed');
  embedding.insertEmbed(2, { image: 'x' });
  const holder = element('paragraph', {}, []);
  holder.push([embedding]);
  doc.transact(() => {
    fragment.push([before, element('spaceship', { crew: 3 }, [element('paragraph', {}, [])]), mixed, holder]);
    fragment.push([7, 'word', { a: 1 }, new Y.Map([['x', 1]]), new Y.Array()] as unknown as Y.XmlElement[]);
    fragment.push([new Y.XmlText('loose'), element('listItem', {}, []), element('text', {}, []), element('doc', {}, [])]);
    mixed.push([8, true] as unknown as Y.XmlElement[]);
  });
  return ['<spaceship crew="3">', '<hologram>', 'loose', '<doc>', '<text>', '<listitem>'];
}

/** A linear congruential generator: numbers in [0, below), the same for the same seed. */
function generator(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 % 2 ** 32;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor(state / 2 ** 32 * below);
  };
}

function edit(editor: Editor, random: (below: number) => number): void {
  const { size } = editor.state.doc.content;
  const at = random(size + 1);
  const { doc, tr } = editor.state;
  editor.view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(at), doc.resolve(Math.min(size, at + random(12))))));
  const chain = editor.chain();
  const edits = [
    () => chain.insertContent(`w${random(100)} `), () => chain.insertContent(`v${random(100)} `), () => chain.command(({ commands, state }) => commands.setTextSelection(state.selection.head)).splitBlock(),
    () => chain.deleteSelection(), () => chain.toggleBold(), () => chain.toggleBulletList(), () => chain.toggleTaskList(),
    () => chain.toggleHeading({ level: 2 }), () => chain.toggleBlockquote(), () => chain.undo(), () => chain.redo(),
    () => chain.insertContent('<table><tr><td><p>c</p></td></tr></table>'),
  ];
  edits[random(edits.length)]!().run();
}
