import type { Mark, Node } from '@tiptap/pm/model';
import { calloutKind, type CalloutKind } from '../blocks/callout';

/** What a box is called in Markdown, as code hosts show it. */
const alerts: Record<CalloutKind, string> = { info: 'NOTE', tip: 'TIP', warning: 'WARNING' };

/** A document as Markdown (CommonMark with GitHub's tables, tasks, strikethrough and alerts). Ends with a line end. */
export function toMarkdown(doc: Node): string {
  const text = blocks(doc);
  return text === '' ? '' : `${text}\n`;
}

function blocks(parent: Node): string {
  const parts: string[] = [];
  let previous: Node | null = null;
  parent.forEach((node) => {
    const text = block(node);
    // Two lists in a row would be read as one.
    const isSecondList = previous && previous.type === node.type && isList(node);
    if (text !== '') {
      parts.push(isSecondList ? `<!-- -->\n\n${text}` : text);
      previous = node;
    }
  });
  return parts.join('\n\n');
}

const isList = (node: Node) => ['bulletList', 'orderedList', 'taskList'].includes(node.type.name);

function block(node: Node): string {
  switch (node.type.name) {
    case 'paragraph':
      return escapeStart(inline(node));
    case 'heading':
      return `${'#'.repeat(Number(node.attrs['level']))} ${inline(node).replace(/\\?\n/g, ' ')}`.trimEnd();
    case 'bulletList':
      return items(node, () => '- ');
    case 'orderedList':
      return items(node, (index) => `${Number(node.attrs['start'] ?? 1) + index}. `);
    case 'taskList':
      return items(node, (_index, item) => `- [${item.attrs['checked'] === true ? 'x' : ' '}] `);
    case 'blockquote':
      return quoted(blocks(node));
    case 'callout':
      return quoted(`[!${alerts[calloutKind(node.attrs['kind'])]}]\n${blocks(node)}`);
    case 'codeBlock':
      return code(node);
    case 'horizontalRule':
      return '---';
    case 'table':
      return table(node);
    case 'image':
      return image(node);
    default:
      return node.isTextblock ? inline(node) : blocks(node);
  }
}

function items(list: Node, marker: (index: number, item: Node) => string): string {
  const lines: string[] = [];
  list.forEach((item, _offset, index) => {
    const mark = marker(index, item);
    // A task's text begins behind the box, what is below it under the dash.
    const indent = ' '.repeat(list.type.name === 'orderedList' ? mark.length : 2);
    const text = tight(item);
    lines.push(mark + text.split('\n').map((line, at) => (at === 0 || line === '' ? line : indent + line)).join('\n'));
  });
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** The blocks of an item: a list follows its words at once. */
function tight(item: Node): string {
  let text = '';
  item.forEach((child, _offset, index) => {
    text += index === 0 ? block(child) : `${isList(child) ? '\n' : '\n\n'}${block(child)}`;
  });
  return text;
}

const quoted = (text: string) => text.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n');

function code(node: Node): string {
  const text = node.textContent;
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${String(node.attrs['language'] ?? '')}\n${text}\n${fence}`;
}

function table(node: Node): string {
  const rows: string[][] = [];
  node.forEach((row) => {
    const cells: string[] = [];
    row.forEach((cell) => {
      const parts: string[] = [];
      cell.forEach((child) => parts.push(child.isTextblock ? inline(child) : child.textContent));
      cells.push(parts.join('<br>').replace(/\\?\n/g, '<br>').replace(/\|/g, '\\|'));
      // A cell over several columns is one with empty ones behind it.
      cells.push(...Array.from({ length: Number(cell.attrs['colspan'] ?? 1) - 1 }, () => ''));
    });
    rows.push(cells);
  });
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const line = (cells: readonly string[]) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(Array.from({ length: width }, () => '---')), ...rest.map(line)].join('\n');
}

const image = (node: Node) => `![${escapeText(String(node.attrs['alt'] ?? ''))}](${escapeAddress(String(node.attrs['src'] ?? ''))})`;

/** The marks that Markdown has signs for, the outer first. */
const signs: readonly (readonly [mark: string, open: string, close: string])[] = [
  ['link', '[', ']'], ['highlight', '<mark>', '</mark>'], ['underline', '<u>', '</u>'], ['strike', '~~', '~~'], ['bold', '**', '**'], ['italic', '*', '*'],
];

function inline(parent: Node): string {
  const runs: { text: string; marks: readonly Mark[] }[] = [];
  parent.forEach((node) => {
    const text = node.isText ? node.text ?? '' : leaf(node);
    runs.push({ text, marks: node.isText ? node.marks : [] });
  });
  let output = '';
  let open: Mark[] = [];
  const closeTo = (count: number) => {
    for (const mark of open.slice(count).reverse()) {
      output += closing(mark);
    }
    open = open.slice(0, count);
  };
  parent.forEach((node, _offset, index) => {
    const run = runs[index]!;
    const wanted = ordered(run.marks, open);
    let same = 0;
    while (same < open.length && same < wanted.length && open[same]!.eq(wanted[same]!)) {
      same++;
    }
    // Signs beside a blank are no signs: the blank goes outside.
    const [, before = '', words = '', after = ''] = wanted.length > 0 ? /^(\s*)([\s\S]*?)(\s*)$/.exec(run.text) ?? [] : ['', '', run.text, ''];
    if (words === '' && wanted.length > 0) {
      output += run.text;
      return;
    }
    const trailing = same < open.length ? /\s*$/.exec(output)?.[0] ?? '' : '';
    output = output.slice(0, output.length - trailing.length);
    closeTo(same);
    output += trailing + before;
    for (const mark of wanted.slice(same)) {
      output += opening(mark);
      open.push(mark);
    }
    const isCode = node.isText && node.marks.some((mark) => mark.type.name === 'code');
    output += isCode ? inlineCode(words) : node.isText ? escapeText(words) : words;
    output += after;
  });
  const trailing = /\s*$/.exec(output)?.[0] ?? '';
  output = open.length > 0 ? output.slice(0, output.length - trailing.length) : output;
  const had = open.length > 0;
  closeTo(0);
  return had ? output + trailing : output;
}

function leaf(node: Node): string {
  switch (node.type.name) {
    case 'hardBreak':
      return '\\\n';
    case 'mention':
      return `@${escapeText(String(node.attrs['label'] ?? ''))}`;
    default:
      return '';
  }
}

/** The marks that have signs: those that are open first, in their order, so that they need not be closed. */
function ordered(marks: readonly Mark[], open: readonly Mark[]): Mark[] {
  const rank = (mark: Mark) => {
    const at = open.findIndex((each) => each.eq(mark));
    return at >= 0 ? at - open.length : signs.findIndex(([name]) => name === mark.type.name);
  };
  return marks.filter(({ type }) => signs.some(([name]) => name === type.name)).sort((a, b) => rank(a) - rank(b));
}

const opening = (mark: Mark) => signs.find(([name]) => name === mark.type.name)?.[1] ?? '';

const closing = (mark: Mark) => {
  const sign = signs.find(([name]) => name === mark.type.name)?.[2] ?? '';
  return mark.type.name === 'link' ? `${sign}(${escapeAddress(String(mark.attrs['href'] ?? ''))})` : sign;
};

function inlineCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return fence + padding + text + padding + fence;
}

/** Addresses stay as they are: whoever reads them takes them whole. */
const escapeText = (text: string) => text.split(/(\bhttps?:\/\/[^\s<>[\]`]+)/).map((part, at) => (at % 2 === 1 ? part : escapeSigns(part))).join('');

const escapeSigns = (text: string) => text.replace(/[\\`*_[\]<]|~~|&(?=[#\w]+;)/g, (sign) => sign.split('').map((one) => `\\${one}`).join(''));

/** Signs that mean something only where a line begins. */
const escapeStart = (text: string) => text.replace(/^[ \t]+/gm, '').replace(/^(\s*)(#{1,6}(?=\s)|[-+>](?=\s|$)|-{3,}$|={3,}$)/gm, '$1\\$2').replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2');

const escapeAddress = (address: string) => (/[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, encodeURIComponent)}>` : address);
