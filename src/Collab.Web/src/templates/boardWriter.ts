import * as Y from 'yjs';
import { toRecord, type BoardElement } from '../board/elementRecord';

/** Writes elements into the document's `elements`, as the board's binding does. */
export function writeBoard(doc: Y.Doc, elements: readonly BoardElement[]): void {
  const map = doc.getMap<Y.Map<unknown>>('elements');
  doc.transact(() => elements.forEach((element) => map.set(element.id, new Y.Map(Object.entries(toRecord(element))))));
}
