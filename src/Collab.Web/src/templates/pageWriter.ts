import * as Y from 'yjs';

/** A part of a document, as ProseMirror writes it as JSON; the names are those of the editor's schema. */
export type PageNode = {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly PageNode[];
  readonly text?: string;
  readonly marks?: readonly PageMark[];
};

export type PageMark = { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> };

/** Writes blocks into the document's `content`, as the editor's binding does: elements with attributes, texts with formats. */
export function writePage(doc: Y.Doc, blocks: readonly PageNode[]): void {
  doc.transact(() => doc.getXmlFragment('content').insert(0, blocks.map(toElement)));
}

function toElement({ type, attrs = {}, content = [] }: PageNode): Y.XmlElement {
  const element = new Y.XmlElement(type);
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) {
      // Typed as strings; Yjs keeps any value, and the editor wants numbers as numbers.
      element.setAttribute(name, value as string);
    }
  }
  element.insert(0, toChildren(content));
  return element;
}

/** Text that stands together is one Y.XmlText, whatever its formats. */
function toChildren(content: readonly PageNode[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let run: PageNode[] = [];
  const endRun = () => {
    if (run.length > 0) {
      const text = new Y.XmlText();
      text.applyDelta(run.map(({ text: insert, marks = [] }) => (
        { insert, attributes: Object.fromEntries(marks.map((mark) => [mark.type, mark.attrs ?? {}])) })));
      children.push(text);
      run = [];
    }
  };
  for (const node of content) {
    if (node.type !== 'text') {
      endRun();
      children.push(toElement(node));
    } else if (node.text) {
      run.push(node);
    }
  }
  endRun();
  return children;
}

/** Words with **bold** and *italic* runs, for content that is written in this repository. */
export function inline(words: string): readonly PageNode[] {
  return words.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter((part) => part !== '').map((part) => {
    const stars = /^\*+/.exec(part)?.[0].length ?? 0;
    return stars === 0
      ? { type: 'text', text: part }
      : { type: 'text', text: part.slice(stars, -stars), marks: [{ type: stars === 2 ? 'bold' : 'italic' }] };
  });
}

export const heading = (level: 1 | 2 | 3, words: string): PageNode => ({ type: 'heading', attrs: { level }, content: inline(words) });

export const paragraph = (words = ''): PageNode => ({ type: 'paragraph', content: inline(words) });

export const bullets = (...items: readonly string[]): PageNode => ({
  type: 'bulletList', content: items.map((words) => ({ type: 'listItem', content: [paragraph(words)] })),
});

export const numbers = (...items: readonly string[]): PageNode => ({
  type: 'orderedList', attrs: { start: 1 }, content: items.map((words) => ({ type: 'listItem', content: [paragraph(words)] })),
});

/** Tasks; one that begins with "x " is done. */
export const tasks = (...items: readonly string[]): PageNode => ({
  type: 'taskList',
  content: items.map((words) => ({
    type: 'taskItem', attrs: { checked: words.startsWith('x ') }, content: [paragraph(words.replace(/^x /, ''))],
  })),
});

/** A table; the first row is its head. */
export const table = (...rows: readonly (readonly string[])[]): PageNode => ({
  type: 'table',
  content: rows.map((cells, row) => ({
    type: 'tableRow',
    content: cells.map((words) => ({
      type: row === 0 ? 'tableHeader' : 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [paragraph(words)],
    })),
  })),
});

export const quote = (words: string): PageNode => ({ type: 'blockquote', content: [paragraph(words)] });
