import type * as Y from 'yjs';
import { drawLines } from './drawLines';
import { linesOfPage, linesOfText } from './lines';

/** Draws the first lines of a document, from what is shared: the editor need not be there any more. */
export const drawPage = (doc: Y.Doc): HTMLCanvasElement | null => drawLines(linesOfPage(doc.getXmlFragment('content')));

/** Draws the first lines of a text. */
export const drawText = (doc: Y.Doc): HTMLCanvasElement | null => drawLines(linesOfText(doc.getText('content').toString()));
