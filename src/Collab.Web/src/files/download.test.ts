import { describe, expect, it } from 'vitest';
import { fileName } from './download';

describe('the name of a saved file', () => {
  it.each([
    ['Plans', 'Plans.png'],
    ['  a/b\\c: "d"  ', 'a b c d.png'],
    ['../../etc', 'etc.png'],
    ['\u0000\n', 'untitled.png'],
    ['你好', '你好.png'],
    ['x'.repeat(500), `${'x'.repeat(100)}.png`],
  ])('of %j is %j', (title, name) => {
    expect(fileName(title, 'png')).toBe(name);
  });
});
