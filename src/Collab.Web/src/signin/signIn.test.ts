import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextAfterSignIn, signIn, signInPath } from './signIn';

afterEach(() => vi.unstubAllGlobals());

describe('signing in', () => {
  it.each([[204, 'done'], [401, 'wrong'], [429, 'busy'], [503, 'unreachable']])('that is answered with %i is %s', async (status, outcome) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status })));
    expect(await signIn('secret')).toBe(outcome);
  });

  it('without an answer may be tried again', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    expect(await signIn('secret')).toBe('unreachable');
  });

  it.each([
    ['', '/'], ['?next=%2Fboard%2Fx', '/board/x'], ['?next=%2Fpage%2Fa%3Fb', '/page/a?b'], ['?next=https%3A%2F%2Fevil.example', '/'],
    ['?next=%2F%2Fevil.example', '/'], ['?next=%2F%5Cevil.example', '/'], ['?next=javascript%3Aalert(1)', '/'], ['?next=%2Fsign-in', '/'],
  ])('with %s goes on to %s', (search, next) => {
    expect(nextAfterSignIn(search, 'https://collab.example')).toBe(next);
  });

  it('comes back to where it began', () => {
    expect(signInPath('/')).toBe('/sign-in');
    expect(nextAfterSignIn(new URL(signInPath('/text/a/b'), 'https://x').search, 'https://x')).toBe('/text/a/b');
  });
});
