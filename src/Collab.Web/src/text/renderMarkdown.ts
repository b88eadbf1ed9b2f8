import createMarkdownIt, { type MarkdownIt, type MarkdownItOptions, type Token } from 'markdown-it';
import { isSafeLink } from '../app/links';

/** Pictures that our own server keeps; any other address would be asked for by everybody who reads the text. */
const ownFile = /^\/api\/files\/[\w.~%/-]+$/;

/** The attribute that names the first line of the source (from 0) of a block. */
export const lineAttribute = 'data-line';

const elsewhere = 'noopener noreferrer nofollow';
const options: MarkdownItOptions = { html: false, linkify: true, typographer: false };
const markdown = makeRenderer();

/**
 * Makes HTML of Markdown that strangers wrote: no HTML of theirs, links only where they can do no harm, pictures only from
 * our own server. Blocks carry the line that they come from.
 */
export const renderMarkdown = (source: string): string => markdown.render(source);

function makeRenderer(): MarkdownIt {
  const renderer = createMarkdownIt(options);
  renderer.validateLink = (address) => isSafeLink(address) || ownFile.test(address);
  renderer.core.ruler.push('lines', (state) => state.tokens.forEach(nameLine));
  renderer.core.ruler.push('tasks', (state) => state.tokens.forEach(markTask));
  const { rules } = renderer.renderer;
  rules['link_open'] = (tokens, at, given, _env, self) => {
    tokens[at]?.attrSet('target', '_blank');
    tokens[at]?.attrSet('rel', elsewhere);
    return self.renderToken(tokens, at, given);
  };
  rules['image'] = (tokens, at, given, env, self) => {
    const token = tokens[at];
    const source = String(token?.attrGet('src') ?? '');
    const words = renderer.utils.escapeHtml(self.renderInlineAsText(token?.children ?? [], given, env));
    const address = renderer.utils.escapeHtml(source);
    return ownFile.test(source)
      ? `<img src="${address}" alt="${words}" loading="lazy">`
      : `<a href="${address}" target="_blank" rel="${elsewhere}">${words || address}</a>`;
  };
  return renderer;
}

function nameLine(token: Token): void {
  if (token.map && token.nesting >= 0 && token.type !== 'inline') {
    token.attrSet(lineAttribute, String(token.map[0]));
  }
}

/** Shows "[ ]" and "[x]" at the beginning of a list's item as boxes. */
function markTask(token: Token, at: number, tokens: readonly Token[]): void {
  const first = token.type === 'inline' && tokens[at - 2]?.type === 'list_item_open' ? token.children?.[0] : undefined;
  const box = first?.type === 'text' ? /^\[([ xX])\] /.exec(first.content) : null;
  if (first && box) {
    first.content = `${box[1] === ' ' ? '☐' : '☑'} ${first.content.slice(box[0].length)}`;
  }
}
