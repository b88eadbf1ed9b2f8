import { afterEach, describe, expect, it, vi } from 'vitest';
import { Library } from './library';

const entry = (name: string, more: object = {}) => ({
  name, kind: 'text', title: name, createdAt: '2025-01-01T00:00:00Z', updatedAt: '2025-01-01T00:00:00Z', folder: '', starred: false,
  trashedAt: null, thumbnail: null, ...more,
});

class MemoryStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
}

type Answer = (path: string, init: RequestInit) => Promise<Response>;
const serve = (answer: Answer) => vi.stubGlobal('fetch', answer);
const list = (...documents: object[]) => Promise.resolve(Response.json({ documents }));
const away = () => Promise.reject(new TypeError('failed'));

/** Names of what is shown, a star behind those that have one. */
const shown = (library: Library) => {
  const state = library.get();
  return state.state === 'known' ? state.documents.map(({ name, starred }) => name + (starred ? '*' : '')) : state.state;
};

describe('the library', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('shows what this browser was last told while the server is away, and says so', async () => {
    const storage = new MemoryStorage();
    serve(() => list(entry('a')));
    await new Library(storage).refresh();
    serve(away);
    const library = new Library(storage);

    expect(shown(library)).toEqual(['a']);
    await library.refresh();

    expect(shown(library)).toEqual(['a']);
    expect(library.get()).toMatchObject({ trouble: { isAway: true } });
  });

  it('says what is wrong where nothing is known', async () => {
    serve(away);
    const library = new Library(new MemoryStorage());

    await library.refresh();

    expect(library.get()).toEqual({ state: 'failed', problem: 'The server cannot be reached.' });
  });

  it('shows a change at once, and takes it back if the server does not make it', async () => {
    serve(() => list(entry('a')));
    const library = new Library(new MemoryStorage());
    await library.refresh();
    serve(() => Promise.resolve(Response.json({ detail: 'No.' }, { status: 409 })));

    const change = library.change('a', { starred: true });

    expect(shown(library)).toEqual(['a*']);
    await expect(change).rejects.toThrow('No.');
    expect(shown(library)).toEqual(['a']);
  });

  it('renames a folder at once, and takes it back if somebody was faster', async () => {
    serve(() => list(entry('a', { folder: 'Work' }), entry('b', { folder: 'Home' }), entry('c', { folder: 'Work', trashedAt: '2025-01-02T00:00:00Z' })));
    const library = new Library(new MemoryStorage());
    await library.refresh();
    const folders = () => {
      const state = library.get();
      return state.state === 'known' ? state.documents.map(({ folder }) => folder) : [];
    };
    const asked: string[] = [];
    serve((path, init) => {
      asked.push(`${path} ${String(init.body)}`);
      return Promise.resolve(new Response(null, { status: 204 }));
    });

    await library.renameFolder('Work', 'Office');
    expect(asked).toEqual(['/api/folders/rename {"from":"Work","to":"Office"}']);
    expect(folders()).toEqual(['Office', 'Home', 'Office']);

    serve(() => Promise.resolve(Response.json({ detail: 'Gone.' }, { status: 404 })));
    const renaming = library.renameFolder('Office', 'Desk');
    expect(folders()).toEqual(['Desk', 'Home', 'Desk']);
    await expect(renaming).rejects.toThrow('Gone.');
    expect(folders()).toEqual(['Office', 'Home', 'Office']);
  });

  it('does not show again an older list that was on its way during a change', async () => {
    serve(() => list(entry('a')));
    const library = new Library(new MemoryStorage());
    await library.refresh();
    let answerList: (response: Response) => void = () => {};
    serve((_path, init) => (init.method === 'PATCH'
      ? Promise.resolve(Response.json(entry('a', { starred: true })))
      : new Promise((resolve) => { answerList = resolve; })));

    const refresh = library.refresh();
    await library.change('a', { starred: true });
    answerList(Response.json({ documents: [entry('a')] }));
    await refresh;

    expect(shown(library)).toEqual(['a*']);
  });

  it('shows as the same what did not change, so that it need not be drawn again', async () => {
    serve(() => list(entry('a'), entry('b')));
    const library = new Library(new MemoryStorage());
    const documents = () => {
      const state = library.get();
      return state.state === 'known' ? state.documents : [];
    };
    await library.refresh();
    const before = documents();

    await library.refresh();
    expect(documents()).toBe(before);
    serve(() => list(entry('a'), entry('b', { starred: true })));
    await library.refresh();

    expect(documents()[0]).toBe(before[0]);
    expect(documents()[1]).toMatchObject({ name: 'b', starred: true });
  });

  it('begins anew with a list that it cannot read', () => {
    const storage = new MemoryStorage();
    storage.setItem('collab.list', '{"at":1,"documents":[{"name":""}]}');

    expect(new Library(storage).get()).toEqual({ state: 'loading' });
  });
});
