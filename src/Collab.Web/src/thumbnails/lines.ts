import * as Y from 'yjs';

/** A line of a picture: how it looks, and what it says. */
export type Line = {
  readonly look: 'title' | 'heading' | 'text' | 'item' | 'done' | 'open' | 'quote' | 'code' | 'rule';
  readonly text: string;
};

/** As many as fit. */
const maxLines = 30;

/** Longer than any line that fits. */
const maxLength = 160;

/** Deeper than what is drawn. */
const maxDepth = 12;

/** The first lines of a text. */
export function linesOfText(text: string): readonly Line[] {
  return text.slice(0, maxLines * maxLength).split('\n').slice(0, maxLines).map((line) => ({ look: 'code', text: line.slice(0, maxLength) }));
}

/** The first lines of a document: what was written by others is read with care. */
export function linesOfPage(content: Y.XmlFragment): readonly Line[] {
  const lines: Line[] = [];
  collect(content, 'text', lines, 0);
  return lines;
}

function collect(parent: Y.XmlFragment, look: Line['look'], lines: Line[], depth: number): void {
  for (const child of parent.slice(0, maxLines) as readonly unknown[]) {
    if (!(child instanceof Y.XmlElement) || lines.length >= maxLines) {
      continue;
    }
    const { nodeName } = child;
    if (nodeName === 'horizontalRule') {
      lines.push({ look: 'rule', text: '' });
    } else if (nodeName === 'tableRow') {
      lines.push({ look: 'text', text: [...child.createTreeWalker(isText)].map(textOf).join('   ').slice(0, maxLength) });
    } else if (nodeName === 'codeBlock') {
      const code = textsOf(child).join('');
      lines.push(...linesOfText(code).slice(0, maxLines - lines.length));
    } else if (child.toArray().some((inner) => inner instanceof Y.XmlText) || child.length === 0) {
      lines.push({ look: lookOf(child, look), text: textsOf(child).join('').slice(0, maxLength) });
    } else if (depth < maxDepth) {
      collect(child, lookOf(child, look), lines, depth + 1);
    }
  }
}

function lookOf(element: Y.XmlElement, outer: Line['look']): Line['look'] {
  switch (element.nodeName) {
    case 'heading':
      return element.getAttribute('level') as unknown === 1 ? 'title' : 'heading';
    case 'listItem':
      return 'item';
    case 'taskItem':
      return element.getAttribute('checked') as unknown === true ? 'done' : 'open';
    case 'blockquote':
    case 'callout':
      return 'quote';
    default:
      return outer;
  }
}

const isText = (type: unknown): boolean => type instanceof Y.XmlText;

const textsOf = (element: Y.XmlElement): readonly string[] => element.toArray().map(textOf);

/** The words of a text without their formats. */
function textOf(value: unknown): string {
  if (!(value instanceof Y.XmlText)) {
    return '';
  }
  return (value.toDelta() as readonly { readonly insert?: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}
