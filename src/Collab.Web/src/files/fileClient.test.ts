import { describe, expect, it } from 'vitest';
import { downloadFile, filePath, isFileHash, maxFileSize, uploadFile } from './fileClient';

const hash = 'a'.repeat(64);
const image = new Blob(['x'], { type: 'image/png' });
const answer = (status: number, body: unknown, type = 'application/json') => () =>
  Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'Content-Type': type } }));

describe('the client of images', () => {
  it('uploads to the document and gives the hash', async () => {
    let asked: readonly unknown[] = [];

    const stored = await uploadFile('team/plan a', image, (...request) => {
      asked = request;
      return answer(201, { hash, url: '/x' })();
    });

    expect(stored).toEqual({ kind: 'stored', hash });
    expect(asked[0]).toBe('/api/files/team/plan%20a');
    expect(asked[1]).toMatchObject({ method: 'POST', headers: { 'Content-Type': 'image/png' } });
  });

  it.each([
    [413, { kind: 'refused', reason: 'tooBig' }],
    [415, { kind: 'refused', reason: 'notTaken' }],
    [403, { kind: 'refused', reason: 'notTaken' }],
    [401, { kind: 'unreachable' }],
    [404, { kind: 'unreachable' }],
    [503, { kind: 'unreachable' }],
    [201, { kind: 'unreachable' }],
  ])('understands %i', async (status, understood) => {
    expect(await uploadFile('a', image, answer(status, { hash: '../../etc' }))).toEqual(understood);
  });

  it('does not send what is too big', async () => {
    const big = { size: maxFileSize + 1, type: 'image/png' } as Blob;

    expect(await uploadFile('a', big, () => Promise.reject(new Error('asked')))).toEqual({ kind: 'refused', reason: 'tooBig' });
  });

  it('says when nobody answers', async () => {
    const gone = () => Promise.reject(new TypeError('failed'));

    expect(await uploadFile('a', image, gone)).toEqual({ kind: 'unreachable' });
    expect(await downloadFile('a', hash, gone)).toEqual({ kind: 'unreachable' });
  });

  it('takes only images', async () => {
    expect(await downloadFile('a', hash, answer(200, 'bytes', 'image/png'))).toMatchObject({ kind: 'file' });
    expect(await downloadFile('a', hash, answer(200, '<svg/>', 'image/svg+xml'))).toEqual({ kind: 'absent' });
    expect(await downloadFile('a', hash, answer(404, ''))).toEqual({ kind: 'absent' });
    expect(await downloadFile('a', hash, answer(500, ''))).toEqual({ kind: 'unreachable' });
  });

  it('knows a hash', () => {
    expect([hash, 'A'.repeat(64), 'a'.repeat(63), '../..', 7, null].map(isFileHash)).toEqual([true, false, false, false, false, false]);
    expect(filePath('a/b', hash)).toBe(`/api/files/${hash}/a/b`);
  });
});
