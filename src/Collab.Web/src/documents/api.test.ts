import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, changeDocument, createDocument, listDocuments, parseEntry, searchDocuments } from './api';

const entry = (name: string, updatedAt: string) => ({ name, kind: 'board', title: '', createdAt: updatedAt, updatedAt });

describe('documents api', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('lists the last changed first, whatever the order of the answer', async () => {
    answer(200, { documents: [entry('old', '2025-01-01T00:00:00Z'), entry('new', '2025-02-01T00:00:00Z')] });

    const names = (await listDocuments()).map((document) => document.name);

    expect(names).toEqual(['new', 'old']);
  });

  it('asks for a document of the kind', async () => {
    const fetched = answer(201, entry('abc', '2025-01-01T00:00:00Z'));

    const made = await createDocument({ kind: 'page' });

    expect(made.name).toBe('abc');
    expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ kind: 'page' });
  });

  it('says what the problem details say', async () => {
    answer(400, { title: 'Bad Request', detail: 'The title is too long.' });

    await expect(createDocument({ kind: 'text' })).rejects.toThrow('The title is too long.');
  });

  it('says so when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));

    await expect(createDocument({ kind: 'text' })).rejects.toThrow(new ApiError('The server cannot be reached.', null));
  });

  it('sends what is changed, and nothing else', async () => {
    const fetched = answer(200, entry('a/b c', '2025-01-01T00:00:00Z'));

    await changeDocument('a/b c', { starred: true });

    expect(fetched.mock.calls[0]?.[0]).toBe('/api/documents/a/b%20c');
    expect(fetched.mock.calls[0]?.[1]?.method).toBe('PATCH');
    expect(fetched.mock.calls[0]?.[1]?.body).toBe('{"starred":true}');
  });

  it('leaves out highlights that are none', async () => {
    answer(200, { results: [{ name: 'a', snippet: 'some words', ranges: [[0, 4], ['x', 1], null] }] });

    expect(await searchDocuments('words', new AbortController().signal))
      .toEqual([{ name: 'a', snippet: 'some words', ranges: [[0, 4]] }]);
  });

  it('shows no picture from elsewhere', () => {
    const own = '/api/thumbnails/a?v=1';

    expect(parseEntry({ ...entry('a', '2025-01-01T00:00:00Z'), thumbnail: own }).thumbnail).toBe(own);
    expect(parseEntry({ ...entry('a', '2025-01-01T00:00:00Z'), thumbnail: 'https://example.org/a' }).thumbnail).toBeNull();
    expect(parseEntry({ ...entry('a', '2025-01-01T00:00:00Z'), thumbnail: '//example.org/api/thumbnails/' }).thumbnail).toBeNull();
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
