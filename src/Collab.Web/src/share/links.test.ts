import { afterEach, describe, expect, it, vi } from 'vitest';
import { addressOf, endOf, findLike, isLoopback, isOver, listLinks, LinkError, makeLink, parseLink, revokeLink, type ShareLink } from './links';

const noon = new Date('2026-01-02T12:00:00Z');
const link = (id: string, change: Partial<ShareLink> = {}): ShareLink =>
  ({ id, right: 'read', createdAt: noon, expiresAt: null, ...change });

afterEach(() => vi.unstubAllGlobals());

describe('a share link', () => {
  it('is read as the server tells it', () => {
    expect(parseLink({ id: 'aB3', right: 'comment', createdAt: noon.toISOString(), expiresAt: null })).toEqual(link('aB3', { right: 'comment' }));
  });

  it.each([
    [null], [{}], [{ id: '../x', right: 'read', createdAt: noon.toISOString() }], [{ id: 'x', right: 'owner', createdAt: noon.toISOString() }],
    [{ id: 'x', right: 'read', createdAt: 'once' }], [{ id: 'x', right: 'read', createdAt: noon.toISOString(), expiresAt: 'soon' }],
  ])('is none: %j', (value) => {
    expect(parseLink(value)).toBeNull();
  });

  it.each([['never', null], ['day', '2026-01-03'], ['week', '2026-01-09'], ['month', '2026-02-01']] as const)('made %s ends %s', (expiry, day) => {
    expect(endOf(expiry, noon)?.toISOString().slice(0, 10) ?? null).toBe(day);
  });

  it('is over from its end on', () => {
    expect(isOver(link('x'), noon)).toBe(false);
    expect(isOver(link('x', { expiresAt: noon }), noon)).toBe(true);
    expect(isOver(link('x', { expiresAt: noon }), new Date(noon.getTime() - 1))).toBe(false);
  });

  it('is used again for the same wish, unless it ends', () => {
    const links = [link('ends', { expiresAt: noon }), link('writes', { right: 'write' }), link('fits')];
    expect(findLike(links, 'read', 'never')?.id).toBe('fits');
    expect(findLike(links, 'read', 'week')).toBeNull();
    expect(findLike(links, 'comment', 'never')).toBeNull();
  });

  it('has an address of this server', () => {
    expect(addressOf(link('aB3'), 'https://collab.example')).toBe('https://collab.example/s/aB3');
  });
});

describe('a server', () => {
  it.each([
    ['localhost', true], ['127.0.0.1', true], ['[::1]', true], ['localhost.example', false], ['10.0.0.1', false], ['collab.example', false],
  ])('at %s is on this computer only: %s', (hostname, is) => {
    expect(isLoopback(hostname)).toBe(is);
  });
});

describe('asking the server about links', () => {
  const answer = (status: number, body: unknown) =>
    vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status }))));

  it('leaves out what cannot be read', async () => {
    answer(200, { links: [null, { id: 'x', right: 'read', createdAt: noon.toISOString(), expiresAt: null }] });
    expect((await listLinks('a/b')).map(({ id }) => id)).toEqual(['x']);
    expect(fetch).toHaveBeenCalledWith('/api/links?document=a%2Fb', {});
  });

  it('makes one with its end', async () => {
    answer(201, { id: 'x', right: 'write', createdAt: noon.toISOString(), expiresAt: null });
    await makeLink('a', 'write', 'day', noon);
    expect(JSON.parse(String(vi.mocked(fetch).mock.calls[0]?.[1]?.body))).toEqual({
      document: 'a', right: 'write', expiresAt: '2026-01-03T12:00:00.000Z',
    });
  });

  it('has nothing against one that is revoked already', async () => {
    answer(404, {});
    await expect(revokeLink('x')).resolves.toBeUndefined();
  });

  it('tells what went wrong', async () => {
    answer(503, { detail: 'Try again soon.' });
    await expect(listLinks('a')).rejects.toThrow(new LinkError('Try again soon.'));
  });
});
