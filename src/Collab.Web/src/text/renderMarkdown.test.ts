// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './renderMarkdown';

function show(source: string): HTMLElement {
  const element = document.createElement('div');
  element.innerHTML = renderMarkdown(source);
  return element;
}

describe('Markdown shown', () => {
  it('is headings, lists, tables and code', () => {
    const shown = show('# Plan\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```js\nlet x;\n```\n');

    expect(['h1', 'li', 'table', 'pre code'].map((selector) => shown.querySelector(selector)?.textContent?.trim()))
      .toEqual(['Plan', 'one', expect.stringContaining('1'), 'let x;']);
  });

  it('names the lines of its blocks', () => {
    const shown = show('# One\n\ntwo\n\n- three');

    expect([...shown.querySelectorAll('h1,p,ul')].map((block) => block.getAttribute('data-line'))).toEqual(['0', '2', '4', '4'].slice(0, 3));
  });

  it('has boxes for tasks', () => {
    expect(show('- [ ] open\n- [x] done\n- [y] none').textContent?.split('\n').filter((line) => line !== ''))
      .toEqual(['☐ open', '☑ done', '[y] none']);
  });

  it.each([
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<iframe src="https://e.example"></iframe>',
    '[a](javascript:alert(1))', '[a](JaVaScRiPt:alert(1))', '[a](&#106;avascript:alert(1))', '[a](java%0ascript:alert(1))',
    '[a](data:text/html;base64,PHNjcmlwdD4=)', '![a](data:image/svg+xml;base64,PHN2Zz4=)', '![a](javascript:alert(1))',
    '[a]: javascript:alert(1)\n\n[a]', '<javascript:alert(1)>', '[a](vbscript:x)', '![a](https://e.example/x.png"onerror="alert(1))',
    '![x" onerror="alert(1)](/api/files/0a/doc)', '```"><script>alert(1)</script>\n```', '[a](https://e.example "x\\" onclick=\\"alert(1)")',
    '![a](//e.example/x.png)', '![a](/api/filesx/../../x)',
  ])('does nothing but show %j', (source) => {
    const shown = show(source);

    expect(shown.querySelector('script,iframe,object,embed,svg,form,style,link,meta')).toBeNull();
    for (const element of shown.querySelectorAll('*')) {
      expect([...element.attributes].map(({ name }) => name).filter((name) => name.startsWith('on'))).toEqual([]);
    }
    for (const link of shown.querySelectorAll('a')) {
      expect(link.getAttribute('href')).toMatch(/^(?:https?:|mailto:)/);
      expect(link.rel).toContain('noopener');
    }
    for (const image of shown.querySelectorAll('img')) {
      expect(image.getAttribute('src')).toMatch(/^\/api\/files\//);
    }
  });

  it('asks only our own server for pictures', () => {
    expect(show('![Cat](/api/files/0a1b/my%20doc)').querySelector('img')?.getAttribute('alt')).toBe('Cat');
    expect(show('![Cat](https://e.example/cat.png)').querySelector('img')).toBeNull();
    expect(show('![Cat](https://e.example/cat.png)').querySelector('a')?.textContent).toBe('Cat');
  });
});
