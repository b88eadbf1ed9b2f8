import { describe, expect, it } from 'vitest';
import { fileName } from './download';

describe('the name of a saved file', () => {
  it.each([
    ['Plans', 'Plans.png'],
    ['  a/b\\c: "d"  ', 'a b c d.png'],
    ['../../etc/passwd', 'etc passwd.png'],
    ['  ..hidden..  ', 'hidden.png'],
    ['plan.png', 'plan.png'],
    ['Plan.PNG', 'Plan.png'],
    ['.png', 'png.png'],
    ['', 'untitled.png'],
    ['\u0000\n', 'untitled.png'],
    ['你好', '你好.png'],
    ['x'.repeat(500), `${'x'.repeat(80)}.png`],
    [`${'x'.repeat(79)}😀`, `${'x'.repeat(79)}.png`],
  ])('of %j is %j', (title, name) => {
    expect(fileName(title, 'png')).toBe(name);
  });
});
