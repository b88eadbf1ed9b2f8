import type * as Y from 'yjs';
import type { BoardElement } from '../board/elementRecord';
import { writeBoard } from './boardWriter';
import { writePage, type PageNode } from './pageWriter';

/** What a new document is filled with. */
export type Content =
  | { readonly kind: 'board'; readonly elements: readonly BoardElement[] }
  | { readonly kind: 'page'; readonly blocks: readonly PageNode[] }
  | { readonly kind: 'text'; readonly text: string };

/** Fills an empty document. */
export function writeContent(doc: Y.Doc, content: Content): void {
  switch (content.kind) {
    case 'board':
      writeBoard(doc, content.elements);
      break;
    case 'page':
      writePage(doc, content.blocks);
      break;
    case 'text':
      doc.getText('content').insert(0, content.text);
  }
}
