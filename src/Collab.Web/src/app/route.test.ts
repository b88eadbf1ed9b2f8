import { describe, expect, it } from 'vitest';
import { editorPath, parsePastedLink, parseRoute } from './route';

describe('route', () => {
  it('knows the home page', () => {
    expect(parseRoute('/')).toEqual({ page: 'home' });
  });

  it('knows share links and where to sign in', () => {
    expect(parseRoute('/s/4bXq0ZtH1dKe8sWcYvRnLu')).toEqual({ page: 'link', id: '4bXq0ZtH1dKe8sWcYvRnLu' });
    expect(parseRoute('/sign-in')).toEqual({ page: 'sign-in' });
  });

  it.each(['abc', 'team/plans/2025', 'wörter & zeichen', '50%', 'a?b#c'])('goes there and back: %s', (name) => {
    const path = editorPath('board', name);

    expect(parseRoute(new URL(path, 'http://localhost').pathname)).toEqual({ page: 'editor', kind: 'board', name });
  });

  it.each(['/nope', '/board', '/board/', '/sheet/abc', '/s', '/s/', '/s/a/b', '/s/%2e', '/text/%E0%A4%A'])('knows no %s', (path) => {
    expect(parseRoute(path)).toEqual({ page: 'unknown' });
  });
});

describe('pasted link', () => {
  const origin = 'http://localhost:5080';

  it.each([
    ['http://localhost:5080/text/a/b', '/text/a/b'],
    ['  /page/x?y=1 ', '/page/x'],
    ['board/x', '/board/x'],
    ['http://localhost:5080/s/4bXq0Z', '/s/4bXq0Z'],
  ])('opens %s', (text, path) => {
    expect(parsePastedLink(text, origin)).toEqual({ path });
  });

  it.each(['', 'hello', 'https://example.com/board/x', '//example.com/board', 'javascript:alert(1)'])('refuses %s', (text) => {
    expect(parsePastedLink(text, origin)).toHaveProperty('problem');
  });
});
