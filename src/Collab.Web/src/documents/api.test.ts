import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, createDocument, listDocuments, parseEntry } from './api';

const entry = (name: string, updatedAt: string) => ({ name, kind: 'board', title: '', createdAt: updatedAt, updatedAt });

describe('documents api', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('lists the last changed first, whatever the order of the answer', async () => {
    answer(200, { documents: [entry('old', '2025-01-01T00:00:00Z'), entry('new', '2025-02-01T00:00:00Z')] });

    const names = (await listDocuments(new AbortController().signal)).map((document) => document.name);

    expect(names).toEqual(['new', 'old']);
  });

  it('asks for a document of the kind', async () => {
    const fetched = answer(201, entry('abc', '2025-01-01T00:00:00Z'));

    const made = await createDocument('page');

    expect(made.name).toBe('abc');
    expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ kind: 'page' });
  });

  it('says what the problem details say', async () => {
    answer(400, { title: 'Bad Request', detail: 'The title is too long.' });

    await expect(createDocument('text')).rejects.toThrow('The title is too long.');
  });

  it('says so when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));

    await expect(createDocument('text')).rejects.toThrow(new ApiError('The server cannot be reached.'));
  });

  it('shows a kind that it does not know as other', () => {
    expect(parseEntry({ ...entry('a', '2025-01-01T00:00:00Z'), kind: 'sheet' }).kind).toBe('other');
  });

  it('refuses an entry without a name', () => {
    expect(() => parseEntry({ ...entry('', '2025-01-01T00:00:00Z') })).toThrow(ApiError);
  });
});

function answer(status: number, body: unknown) {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(Response.json(body, { status })));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
