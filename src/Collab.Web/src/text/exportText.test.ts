import { describe, expect, it } from 'vitest';
import { fileNameOf } from './exportText';

describe('the file of a text', () => {
  it.each([
    ['Plan', 'Plan.md'], ['', 'text.md'], ['../../etc/passwd', 'etc passwd.md'], ['a: "b"?', 'a b.md'], ['  ..hidden..  ', 'hidden.md'],
    ['خطة', 'خطة.md'], ['x'.repeat(300), `${'x'.repeat(80)}.md`], ['a\u0000\nb', 'a b.md'],
  ])('titled %j is called %j', (title, name) => {
    expect(fileNameOf(title, 'md')).toBe(name);
  });
});
