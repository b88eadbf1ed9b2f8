import { getSchema } from '@tiptap/core';
import { DOMParser as ModelParser, type Schema } from '@tiptap/pm/model';
import MarkdownIt from 'markdown-it';
import { isSafeLink } from '../app/links';
import { contentExtensions } from '../page/contentExtensions';
import type { PageNode } from '../templates/pageWriter';
import { UnreadableFile } from './unreadableFile';

/** What a file says as a document. */
export type ReadPage = { readonly blocks: readonly PageNode[]; readonly title: string };

/** More would make a document that nobody can work on. */
const maxElements = 50_000;

/** What has no place in a document, and whose content is not to be read as words. */
const meaningless = 'script, style, template, noscript, iframe, object, embed, head, svg, math, form button, select, textarea';

let schema: Schema | null = null;

/** Reads Markdown, HTML in it included. */
export const readMarkdown = (text: string): ReadPage => readHtml(new MarkdownIt({ html: true, linkify: true }).render(text));

/**
 * Reads HTML as blocks of the editor's schema: what that does not know is left out, so nothing can come of it but text,
 * marks and blocks. Nothing is loaded and nothing runs meanwhile.
 */
export function readHtml(html: string): ReadPage {
  const page = new DOMParser().parseFromString(withoutHandlers(html), 'text/html');
  if (page.getElementsByTagName('*').length > maxElements) {
    throw new UnreadableFile('tooMuch');
  }
  const title = (page.querySelector('title')?.textContent || page.querySelector('h1')?.textContent) ?? '';
  page.querySelectorAll(meaningless).forEach((element) => element.remove());
  page.querySelectorAll('img').forEach(linkInstead);
  page.querySelectorAll('a[href]').forEach(keepSafe);
  page.querySelectorAll('li').forEach(markTask);
  page.querySelectorAll('pre').forEach(endWithoutLineBreak);
  schema ??= getSchema(contentExtensions());
  const document = ModelParser.fromSchema(schema).parse(page.body);
  document.check();
  if (document.textContent.trim() === '') {
    throw new UnreadableFile('nothingInIt');
  }
  const { content } = document.toJSON() as { readonly content: readonly PageNode[] };
  return { blocks: content, title: title.replace(/\s+/g, ' ').trim() };
}

/**
 * Event handlers have no way into a document; that browsers report each that they read as held back by the page's policy is
 * what this avoids.
 */
const withoutHandlers = (html: string): string =>
  html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s/"'])on(?=[a-z]+\s*=)/gi, '$1data-on'));

/** An image from elsewhere would be asked for by everybody who opens the document: a link to it stays. */
function linkInstead(image: HTMLImageElement): void {
  const address = image.getAttribute('src') ?? '';
  const words = image.getAttribute('alt')?.trim() || (address.startsWith('data:') ? '' : address);
  if (isSafeLink(address)) {
    const link = image.ownerDocument.createElement('a');
    link.setAttribute('href', address);
    link.textContent = words;
    image.replaceWith(link);
  } else {
    image.replaceWith(words);
  }
}

function keepSafe(link: Element): void {
  if (!isSafeLink(link.getAttribute('href') ?? '')) {
    link.removeAttribute('href');
  }
}

/** The line break before the end of a block of code belongs to how it is written down. */
function endWithoutLineBreak(block: Element): void {
  const last = block.lastElementChild?.tagName === 'CODE' ? block.lastElementChild : block;
  last.textContent = (last.textContent ?? '').replace(/\n$/, '');
}

/** A list item that begins with a box is a task: "[ ] " as Markdown has it, or a checkbox as HTML has. */
function markTask(item: Element): void {
  const first = item.firstElementChild?.tagName === 'P' ? item.firstElementChild : item;
  const box = first.querySelector(':scope > input[type="checkbox"], :scope > label > input[type="checkbox"]');
  const text = first.firstChild?.nodeType === Node.TEXT_NODE ? first.firstChild : null;
  const typed = /^\s*\[([ xX])\]\s+/.exec(text?.nodeValue ?? '');
  if (!box && !typed) {
    return;
  }
  if (text && typed) {
    text.nodeValue = (text.nodeValue ?? '').slice(typed[0].length);
  }
  item.setAttribute('data-type', 'taskItem');
  item.setAttribute('data-checked', String(box ? box.hasAttribute('checked') : typed?.[1] !== ' '));
  item.parentElement?.setAttribute('data-type', 'taskList');
  box?.remove();
}
