import { describe, expect, it } from 'vitest';
import { maxOpened, OpenedDocuments, type OpenedStorage } from './opened';

const board = { name: 'b', kind: 'board', title: 'Plan', openedAt: 1 } as const;
const text = { name: 't', kind: 'text', title: 'Notes', openedAt: 2 } as const;

describe('documents opened in this browser', () => {
  it('are listed, the last first, each once', () => {
    const opened = new OpenedDocuments(memoryStorage());

    opened.record(board);
    opened.record(text);
    opened.record({ ...board, openedAt: 3 });

    expect(opened.list()).toEqual([{ ...board, openedAt: 3 }, text]);
    expect(opened.list()).toBe(opened.list());
  });

  it('are remembered at the next visit, with the title that they had last', () => {
    const storage = memoryStorage();
    const opened = new OpenedDocuments(storage);
    opened.record(board);
    let told = 0;
    opened.subscribe(() => { told++; });

    opened.retitle('b', 'Plan B');
    opened.retitle('b', 'Plan B');
    opened.retitle('nobody', 'x');

    expect(new OpenedDocuments(storage).list()).toEqual([{ ...board, title: 'Plan B' }]);
    expect(told).toBe(1);
  });

  it('are not more than can be looked through', () => {
    const opened = new OpenedDocuments(memoryStorage());

    for (let at = 0; at <= maxOpened; at++) {
      opened.record({ ...text, name: `${at}`, openedAt: at });
    }

    expect(opened.list()).toHaveLength(maxOpened);
    expect(opened.list()[0]?.name).toBe(`${maxOpened}`);
  });

  it('can be forgotten', () => {
    const opened = new OpenedDocuments(memoryStorage());
    opened.record(board);

    opened.forget('b');

    expect(opened.list()).toEqual([]);
  });

  it.each(['{', 'null', '7', '{}', '[null,7,{"name":"x"},{"name":"","kind":"text","title":"","openedAt":1}]'])(
    'are none when what was stored is %s', (json) => {
      expect(new OpenedDocuments(memoryStorage(json)).list()).toEqual([]);
    });

  it('are none where storage is forbidden', () => {
    const deny = () => { throw new Error('denied'); };
    const opened = new OpenedDocuments({ getItem: deny, setItem: deny });

    opened.record(board);

    expect(opened.list()).toEqual([]);
  });
});

function memoryStorage(content: string | null = null): OpenedStorage {
  let kept = content;
  return { getItem: () => kept, setItem: (_key, value) => { kept = value; } };
}
