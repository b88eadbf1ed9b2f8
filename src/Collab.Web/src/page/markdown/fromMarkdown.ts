import MarkdownIt from 'markdown-it';
import type { CalloutKind } from '../blocks/callout';

// HTML in it is parsed by the editor's schema, in a document that runs and loads nothing; what the schema does not know goes.
const reader = new MarkdownIt({ html: true, linkify: true });

const kinds: Readonly<Record<string, CalloutKind>> = {
  NOTE: 'info', INFO: 'info', IMPORTANT: 'info', TIP: 'tip', HINT: 'tip', WARNING: 'warning', CAUTION: 'warning', DANGER: 'warning',
};

/** Markdown as HTML that the editor's schema parses: with task lists, and GitHub's alerts as boxes. */
export function fromMarkdown(text: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(reader.render(text), 'text/html');
  body.querySelectorAll('ul').forEach(makeTasks);
  body.querySelectorAll('blockquote').forEach(makeCallout);
  // markdown-it keeps the line end behind the last line of code.
  body.querySelectorAll('pre > code').forEach((code) => { code.textContent = (code.textContent ?? '').replace(/\n$/, ''); });
  // An image of its own is a block, not a word of a paragraph.
  body.querySelectorAll('p > img:only-child').forEach((image) => image.parentElement?.replaceWith(image));
  return body;
}

function makeTasks(list: HTMLUListElement): void {
  const items = [...list.children];
  const boxes = items.map((item) => /^\s*\[([ xX])\](?:\s|$)/.exec(item.textContent ?? ''));
  if (items.length === 0 || boxes.some((box) => !box)) {
    return;
  }
  list.dataset['type'] = 'taskList';
  items.forEach((item, index) => {
    (item as HTMLElement).dataset['type'] = 'taskItem';
    (item as HTMLElement).dataset['checked'] = String(boxes[index]?.[1] !== ' ');
    const first = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    for (let node = first.nextNode(); node; node = first.nextNode()) {
      if ((node.textContent ?? '').trim() !== '') {
        node.textContent = (node.textContent ?? '').replace(/^\s*\[[ xX]\]\s?/, '');
        break;
      }
    }
  });
}

function makeCallout(quote: HTMLQuoteElement): void {
  const first = quote.querySelector(':scope > p');
  const name = /^\s*\[!([A-Z]+)\]\s*/.exec(first?.textContent ?? '');
  const kind = name && Object.hasOwn(kinds, name[1] ?? '') ? kinds[name[1] ?? ''] : undefined;
  if (!first || !name || !kind) {
    return;
  }
  const start = first.firstChild;
  if (start) {
    start.textContent = (start.textContent ?? '').replace(/^\s*\[![A-Z]+\]\s*/, '');
  }
  const box = document.createElement('div');
  box.dataset['callout'] = kind;
  box.append(...((first.textContent ?? '').trim() === '' ? [...quote.children].filter((child) => child !== first) : quote.childNodes));
  quote.replaceWith(box);
}
