import { autoUpdate, computePosition, flip, offset, shift, size, type Placement } from '@floating-ui/dom';

/** Keeps a list beside its button, wherever that goes. Returns how to stop. */
export function keepPlaced(anchor: HTMLElement, list: HTMLElement, placement: Placement): () => void {
  return autoUpdate(anchor, list, () => void place(anchor, list, placement));
}

async function place(anchor: HTMLElement, list: HTMLElement, placement: Placement): Promise<void> {
  // Start and end follow the direction of the anchor's text.
  const { x, y } = await computePosition(anchor, list, {
    placement,
    strategy: 'fixed',
    middleware: [
      offset(6), flip({ padding: 8 }), shift({ padding: 8 }),
      size({
        padding: 8,
        apply: ({ availableHeight }) => {
          list.style.maxHeight = `${Math.max(160, availableHeight)}px`;
        },
      }),
    ],
  });
  list.style.left = `${x}px`;
  list.style.top = `${y}px`;
  list.classList.add('placed');
}
