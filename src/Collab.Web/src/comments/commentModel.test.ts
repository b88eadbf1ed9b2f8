import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  commentLimits, createThread, deleteMessage, editMessage, listThreads, observeThreads, replyToThread, setResolved,
  type BoardAnchor, type CommentMessage, type CommentThread, type TextAnchor,
} from './commentModel';
import { ThreadList } from './useThreads';

const ada = { id: 'ada', name: 'Ada' };
const ben = { id: 'ben', name: 'Ben' };
const point: BoardAnchor = { kind: 'board', x: 10, y: -20.5, elementId: null };

describe('comments', () => {
  it('keep what was said, where and by whom', () => {
    const doc = new Y.Doc();
    const text = doc.getText('content');
    text.insert(0, 'Hello world');
    const anchor = anchorOf(text, 6, 11, 'world');

    createThread(doc, anchor, ada, '  Which world?\r\nThis one? ', 1000);

    expect(listThreads(doc)).toEqual([{
      id: expect.any(String), anchor, isResolved: false, createdAt: 1000,
      messages: [{
        id: expect.any(String), authorId: 'ada', authorName: 'Ada', text: 'Which world?\nThis one?', createdAt: 1000, editedAt: null,
      }],
    }]);
  });

  it('keep a point of a board, and the element it belongs to', () => {
    const doc = new Y.Doc();

    createThread(doc, point, ada, 'here', 1);
    createThread(doc, { ...point, elementId: 'rectangle' }, ada, 'and there', 2);

    expect(listThreads(doc).map(({ anchor }) => anchor)).toEqual([point, { ...point, elementId: 'rectangle' }]);
  });

  it('are not made of blanks', () => {
    const doc = new Y.Doc();

    expect(createThread(doc, point, ada, ' \n ', 1)).toBeNull();

    const id = createThread(doc, point, ada, 'here', 1) as string;
    expect(replyToThread(doc, id, ben, '  ', 2)).toBe(false);
    expect(editMessage(doc, id, only(doc).messages[0]!.id, ada, '', 3)).toBe(false);
    expect(only(doc).messages.map((message) => message.text)).toEqual(['here']);
  });

  it('hold the replies of all who reply at once, in one order', () => {
    const [adas, bens] = [new Y.Doc(), new Y.Doc()];
    const id = createThread(adas, point, ada, 'What do you think?', 1) as string;
    exchange(adas, bens);

    replyToThread(adas, id, ada, 'I like it', 2);
    replyToThread(bens, id, ben, 'I do not', 2);
    exchange(adas, bens);

    expect(only(adas).messages.map((message) => message.text).sort()).toEqual(['I do not', 'I like it', 'What do you think?']);
    expect(listThreads(bens)).toEqual(listThreads(adas));
  });

  it('are listed in one order everywhere, also when begun at the same time', () => {
    const [adas, bens] = [new Y.Doc(), new Y.Doc()];
    for (let i = 0; i < 5; i++) {
      createThread(adas, point, ada, `a${i}`, 7);
      createThread(bens, point, ben, `b${i}`, 7);
    }
    exchange(adas, bens);

    expect(listThreads(adas)).toHaveLength(10);
    expect(listThreads(bens)).toEqual(listThreads(adas));
  });

  it('are resolved, opened again, and opened by a reply', () => {
    const doc = new Y.Doc();
    const id = createThread(doc, point, ada, 'here', 1) as string;

    setResolved(doc, id, true);
    const resolved = only(doc).isResolved;
    setResolved(doc, id, false);
    const reopened = only(doc).isResolved;
    setResolved(doc, id, true);
    replyToThread(doc, id, ben, 'not yet', 2);

    expect([resolved, reopened, only(doc).isResolved]).toEqual([true, false, false]);
  });

  it('are edited and taken away by their authors only', () => {
    const doc = new Y.Doc();
    const id = createThread(doc, point, ada, 'here', 1) as string;
    replyToThread(doc, id, ben, 'there', 2);
    const [first, second] = only(doc).messages as readonly [CommentMessage, CommentMessage];

    expect(editMessage(doc, id, first.id, ben, 'changed', 3)).toBe(false);
    expect(deleteMessage(doc, id, first.id, ben)).toBe(false);
    expect(editMessage(doc, id, first.id, ada, 'over here', 3)).toBe(true);
    expect(only(doc).messages[0]).toMatchObject({ text: 'over here', createdAt: 1, editedAt: 3 });

    expect(deleteMessage(doc, id, second.id, ben)).toBe(true);
    expect(only(doc).messages.map((message) => message.text)).toEqual(['over here']);
    expect(deleteMessage(doc, id, first.id, ada)).toBe(true);
    expect(listThreads(doc)).toEqual([]);
  });

  it('come back with a reply that was written while the last message was taken away', () => {
    const [adas, bens] = [new Y.Doc(), new Y.Doc()];
    const id = createThread(adas, point, ada, 'never mind', 1) as string;
    exchange(adas, bens);

    deleteMessage(adas, id, only(adas).messages[0]!.id, ada);
    replyToThread(bens, id, ben, 'but I do', 2);
    exchange(adas, bens);

    expect(only(adas).messages.map((message) => message.text)).toEqual(['but I do']);
  });

  it('do nothing for what is gone', () => {
    const doc = new Y.Doc();

    setResolved(doc, 'gone', true);

    expect(replyToThread(doc, 'gone', ada, 'hello?', 1)).toBe(false);
    expect(editMessage(doc, 'gone', 'gone', ada, 'x', 1)).toBe(false);
    expect(deleteMessage(doc, 'gone', 'gone', ada)).toBe(false);
    expect(doc.getMap('comments').size).toBe(0);
  });

  it('tell of changes once a transaction', () => {
    const doc = new Y.Doc();
    let told = 0;
    const stop = observeThreads(doc, () => told++);

    const id = createThread(doc, point, ada, 'here', 1) as string;
    setResolved(doc, id, true);
    replyToThread(doc, id, ben, 'there', 2);
    setResolved(doc, id, false);
    stop();
    setResolved(doc, id, true);

    expect(told).toBe(3);
  });
});

describe('comments written by somebody hostile', () => {
  it.each<[string, unknown]>([
    ['a word', 'thread'], ['a number', 7], ['a plain object', { messages: [{ id: 'x', text: 'x' }] }],
    ['an empty map', new Y.Map()], ['a text', new Y.Text('x')], ['messages of words', thread({ messages: 'many' })],
    ['no messages', thread({ messages: Y.Array.from([]) })],
    ['messages that are none', thread({ messages: Y.Array.from<string | number | object>(['a', 7, { text: 'plain' }]) })],
    ['a message without an id', thread({ messages: Y.Array.from([new Y.Map([['text', 'x']])]) })],
    ['a message without words', thread({ messages: Y.Array.from([new Y.Map([['id', 'x']])]) })],
    ['words that are none', thread({ messages: Y.Array.from([new Y.Map<unknown>([['id', 'x'], ['text', { a: 1 }]])]) })],
  ])('are skipped if they are %s', (_what, value) => {
    const doc = new Y.Doc();
    doc.getMap('comments').set('bad', value);
    createThread(doc, point, ada, 'good', 1);

    expect(listThreads(doc).map(({ messages }) => messages[0]?.text)).toEqual(['good']);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined], ['words', 'nowhere'], ['a coordinate of words', { x: 'left', y: 1 }], ['endless', { x: 1e300, y: 1 }],
    ['not a number', { x: NaN, y: 1 }], ['half a place', { start: { item: { client: 1, clock: 1 } } }],
    ['another root', { start: { tname: 'meta' }, end: { tname: 'meta' } }],
    ['ids of words', { start: { item: { client: 'a', clock: 'b' } }, end: { item: 7 } }],
  ])('stand nowhere if their anchor is %s', (_what, anchor) => {
    const doc = new Y.Doc();
    doc.getMap('comments').set('bad', thread({ anchor, messages: Y.Array.from([message({ text: 'here' })]) }));

    expect(only(doc).anchor).toEqual({ kind: 'none' });
  });

  it('have names, times and lengths that can be shown', () => {
    const doc = new Y.Doc();
    const long = 'x'.repeat(100_000);
    doc.getMap('comments').set('bad', thread({
      createdAt: 'yesterday', isResolved: 'yes',
      messages: Y.Array.from([message({ text: long, authorName: `a\n${long}`, authorId: {}, createdAt: 1e300, editedAt: Infinity })]),
    }));

    const { messages: [shown], ...rest } = only(doc);
    expect(rest).toMatchObject({ createdAt: 0, isResolved: false });
    expect(shown).toMatchObject({ authorId: '', createdAt: 0, editedAt: null });
    expect(shown?.text).toHaveLength(commentLimits.text);
    expect(shown?.authorName).toMatch(/^a x{30}$/);
  });

  it('are read up to a limit, and an id is taken once', () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (let i = 0; i < commentLimits.threads + 10; i++) {
        doc.getMap('comments').set(`t${i}`, thread({ messages: Y.Array.from([message({ id: 'one' }), message({ id: 'one' })]) }));
      }
      doc.getMap('comments').set('x'.repeat(commentLimits.id + 1), thread({ messages: Y.Array.from([message({})]) }));
    });

    const threads = listThreads(doc);
    expect(threads).toHaveLength(commentLimits.threads);
    expect(threads.every(({ id, messages }) => id.length < 10 && messages.length === 1)).toBe(true);
  });
});

describe('thread list', () => {
  it('is the same until something changes', () => {
    const doc = new Y.Doc();
    const list = new ThreadList(doc);
    const before = list.read();
    const stop = list.subscribe(() => {});
    const id = createThread(doc, point, ada, 'here', 1) as string;
    const begun = list.read();

    expect(list.read()).toBe(begun);
    expect(begun).not.toBe(before);

    stop();
    setResolved(doc, id, true);
    expect(list.read()[0]?.isResolved).toBe(true);
    expect(list.read()).toBe(list.read());
  });
});

function only(doc: Y.Doc): CommentThread {
  const threads = listThreads(doc);
  expect(threads).toHaveLength(1);
  return threads[0] as CommentThread;
}

function thread(properties: Record<string, unknown>): Y.Map<unknown> {
  return new Y.Map(Object.entries({ anchor: { x: 0, y: 0 }, isResolved: false, createdAt: 1, ...properties }));
}

function message(properties: Record<string, unknown>): Y.Map<unknown> {
  return new Y.Map(Object.entries({ id: 'm', authorId: 'mallory', authorName: 'Mallory', text: 'x', createdAt: 1, ...properties }));
}

function anchorOf(text: Y.Text, from: number, to: number, quote: string): TextAnchor {
  const at = (index: number, assoc: number) => {
    const { item, type, tname, assoc: side } = Y.createRelativePositionFromTypeIndex(text, index, assoc);
    return { item: item && { ...item }, type: type && { ...type }, tname, assoc: side };
  };
  return { kind: 'text', start: at(from, 0), end: at(to, -1), quote };
}

function exchange(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
}
