// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { maxFiles } from '../importing/importable';
import { importSummary, Imports } from './imports';

// jsdom's files cannot be read as browsers do.
const file = (name: string, content: string): File => {
  const bytes = new TextEncoder().encode(content);
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.buffer) } as unknown as File;
};

const image = { id: 'f', mimeType: 'image/png', dataURL: 'data:image/png;base64,AAAA', created: 1 };
const board = JSON.stringify({
  type: 'excalidraw', files: { f: image },
  elements: [{ id: 'a', type: 'image', fileId: 'f', x: 0, y: 0, width: 1, height: 1, angle: 0 }],
});

/** A server that takes everything but what `refuse` names by method and path. Keeps what it was asked. */
function serve(refuse: RegExp = /never/, status = 500) {
  const asked: string[] = [];
  let made = 0;
  vi.stubGlobal('fetch', (path: string, { method = 'GET' }: RequestInit) => {
    const call = `${method} ${path}`;
    asked.push(call);
    if (refuse.test(call)) {
      return Promise.resolve(Response.json({ detail: 'No.' }, { status }));
    }
    const at = '2025-01-01T00:00:00Z';
    const body = path.startsWith('/api/files/') ? { hash: 'a'.repeat(64) } : { name: `n${path.endsWith('documents') ? ++made : made}`, kind: 'text', title: 't', createdAt: at, updatedAt: at };
    return Promise.resolve(Response.json(body, { status: 201 }));
  });
  return asked;
}

async function importAll(...files: readonly File[]) {
  const done: string[] = [];
  const imports = new Imports(({ name }) => done.push(name));
  imports.add(files, '');
  await vi.waitFor(() => expect(imports.get().every(({ state }) => state === 'done' || state === 'failed')).toBe(true));
  return { items: imports.get(), done };
}

describe('imports', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('make a document of each file that they can read, and say of the others why not', async () => {
    serve();

    const { items, done } = await importAll(file('a.txt', 'words'), file('b.docx', 'x'), file('c.excalidraw', '{}'), file('d.md', '# D'));

    expect(items.map((item) => (item.state === 'failed' ? item.problem : item.state))).toEqual([
      'done', 'Only .excalidraw, .md, .html and .txt can be imported.', 'This is not a file that Excalidraw has saved.', 'done',
    ]);
    expect(done).toEqual(['n1', 'n2']);
  });

  it.each([
    [['b.docx'], 'The file could not be imported'],
    [['b.docx', 'c.zip'], '2 files could not be imported'],
    [['a.txt', 'b.docx'], '1 file imported'],
  ])('are summed up for people: %j', async (names, words) => {
    serve();

    const { items } = await importAll(...names.map((name) => file(name, 'words')));

    expect(importSummary(items)).toBe(words);
  });

  it('leave no empty document behind when the server does not take the content', async () => {
    const asked = serve(/POST \/sync/);

    const { items } = await importAll(file('a.txt', 'words'));

    expect(items[0]).toMatchObject({ state: 'failed', problem: 'No.' });
    expect(asked).toEqual(['POST /api/documents', 'POST /sync/n1', 'PATCH /api/documents/n1', 'DELETE /api/documents/n1']);
  });

  it('bring the images of a board first, and tell of those that are refused', async () => {
    const asked = serve(/POST \/api\/files/, 415);

    const { items } = await importAll(file('a.excalidraw', board));

    expect(asked).toEqual(['POST /api/documents', 'POST /api/files/n1', 'POST /sync/n1']);
    expect(items[0]).toMatchObject({ state: 'done', note: '1 part could not be taken over' });
  });

  it('make no board without its images while the server is in trouble', async () => {
    serve(/POST \/api\/files/, 503);

    const { items } = await importAll(file('a.excalidraw', board));

    expect(items[0]).toMatchObject({ state: 'failed', problem: 'The server cannot be reached.' });
  });

  it('take so many at once and no more', async () => {
    serve();

    const { items } = await importAll(...Array.from({ length: maxFiles + 2 }, () => file('a.txt', 'words')));

    expect(items.filter(({ state }) => state === 'done')).toHaveLength(maxFiles);
    expect(items.at(-1)).toMatchObject({ state: 'failed', problem: 'At most 50 files are taken at once.' });
  });
});
