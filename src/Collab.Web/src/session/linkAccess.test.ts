import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkAccess, openLink, parseOpened, renewalLead, renewalPauses, type LinkAnswer, type OpenedLink } from './linkAccess';

const minute = 60_000;

const opened = (token: string, minutes = 10): OpenedLink =>
  ({ document: 'plan', kind: 'board', right: 'read', token, expiresAt: Date.now() + minutes * minute });

describe('what a share link opens', () => {
  const body = { document: 'plan', kind: 'board', title: 'x', right: 'comment', token: 'v1.x', expiresAt: '2026-01-01T00:10:00Z' };

  it('is read with its end by this device’s clock, which may be wrong', () => {
    expect(parseOpened(body, 'Thu, 01 Jan 2026 00:00:00 GMT', 5_000)).toEqual({
      document: 'plan', kind: 'board', right: 'comment', token: 'v1.x', expiresAt: 5_000 + 10 * minute,
    });
  });

  it('may be of a kind that this app does not know', () => {
    expect(parseOpened({ ...body, kind: 'sheet' }, null, 0)?.kind).toBe('other');
  });

  it.each([
    [null], ['x'], [{}], [{ ...body, document: '' }], [{ ...body, right: 'owner' }], [{ ...body, token: 1 }],
    [{ ...body, expiresAt: 'soon' }],
  ])('is nothing: %j', (broken) => {
    expect(parseOpened(broken, null, 0)).toBeNull();
  });
});

describe('asking for a token', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([[404, 'absent'], [429, 'busy'], [500, 'unreachable'], [503, 'unreachable']])('that answers %i is %s', async (status, answer) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status })));
    expect(await openLink('x')).toBe(answer);
  });

  it('without an answer may heal', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    expect(await openLink('x')).toBe('unreachable');
  });
});

describe('a way in by a share link', () => {
  let answers: LinkAnswer[];
  let asked: number;
  const ask = () => {
    asked++;
    return Promise.resolve(answers.shift() ?? 'unreachable');
  };

  beforeEach(() => {
    vi.useFakeTimers();
    answers = [];
    asked = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('has a new token before the old one ends, again and again', async () => {
    const access = new LinkAccess('id', opened('one'), ask);
    const tokens: string[] = [];
    access.keep(() => tokens.push(access.token));

    await vi.advanceTimersByTimeAsync(10 * minute - renewalLead - 1);
    expect(asked).toBe(0);
    answers = [opened('two')];
    await vi.advanceTimersByTimeAsync(1);
    answers = [opened('three')];
    await vi.advanceTimersByTimeAsync(10 * minute);

    expect(tokens).toEqual(['two', 'three']);
  });

  it('asks again after a while when the server is away', async () => {
    const access = new LinkAccess('id', opened('one', 0), ask);
    access.keep(() => {});
    await vi.advanceTimersByTimeAsync(renewalPauses.least);
    answers = [opened('two')];

    await vi.advanceTimersByTimeAsync(renewalPauses.unanswered);

    expect([asked, access.token]).toEqual([2, 'two']);
  });

  it.each(['absent', 'stopped'])('does not ask any more: %s', async (why) => {
    const access = new LinkAccess('id', opened('one', 0), ask);
    const stop = access.keep(() => {});
    if (why === 'stopped') {
      stop();
    } else {
      answers = ['absent'];
    }

    await vi.advanceTimersByTimeAsync(60 * minute);

    expect(asked).toBe(why === 'stopped' ? 0 : 1);
  });
});
