import { autoUpdate, computePosition, flip, offset, shift, type Placement, type VirtualElement } from '@floating-ui/dom';
import type { EditorView } from '@tiptap/pm/view';
import { useLayoutEffect, type RefObject } from 'react';

/** A part of the document as something to float beside. */
export function rangeElement(view: EditorView, from: number, to: number): VirtualElement {
  return {
    contextElement: view.dom,
    getBoundingClientRect: () => {
      const { size } = view.state.doc.content;
      const start = view.coordsAtPos(Math.min(from, size));
      const end = from === to ? start : view.coordsAtPos(Math.min(to, size), -1);
      // Of lines that differ in width, the box around them would be off the words.
      const isOneLine = Math.abs(start.top - end.top) < 4;
      const left = isOneLine ? Math.min(start.left, end.left) : Math.min(start.left, end.left, view.dom.getBoundingClientRect().left + 60);
      const right = isOneLine ? Math.max(start.right, end.right) : Math.max(start.right, end.right);
      return DOMRect.fromRect({ x: left, y: start.top, width: right - left, height: Math.max(end.bottom, start.bottom) - start.top });
    },
  };
}

/** Keeps an element beside what `anchor` gives, while both are there. */
export function useFloating(
  element: RefObject<HTMLElement | null>, anchor: () => VirtualElement | Element | null, placement: Placement,
  dependencies: readonly unknown[],
): void {
  useLayoutEffect(() => {
    const floating = element.current;
    const beside = anchor();
    if (!floating || !beside) {
      return undefined;
    }
    return autoUpdate(beside, floating, () => {
      void computePosition(beside, floating, {
        placement, strategy: 'fixed', middleware: [offset(8), flip({ padding: 8 }), shift({ padding: 8 })],
      }).then(({ x, y }) => {
        floating.style.left = `${Math.round(x)}px`;
        floating.style.top = `${Math.round(y)}px`;
        floating.style.visibility = 'visible';
      });
    });
  }, dependencies);
}
