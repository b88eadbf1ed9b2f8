import { describe, expect, it } from 'vitest';
import { isSafeLink, toLink } from './links';

describe('links', () => {
  it.each(['https://example.org/a?b#c', 'http://localhost:5080/', 'mailto:ada@example.org'])('keep %s', (address) => {
    expect(isSafeLink(address)).toBe(true);
  });

  it.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', ' \u0001javascript:alert(1)',
    'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', '/relative', '',
  ])('refuse %j', (address) => {
    expect(isSafeLink(address)).toBe(false);
  });

  it.each([
    ['example.org', 'https://example.org'],
    ['example.org:8080/x', 'https://example.org:8080/x'],
    [' https://example.org ', 'https://example.org'],
    ['ada@example.org', 'mailto:ada@example.org'],
    ['javascript:alert(1)', null],
    ['two words', null],
    ['', null],
  ])('are made of what was typed: %j', (typed, link) => {
    expect(toLink(typed)).toBe(link);
  });
});
