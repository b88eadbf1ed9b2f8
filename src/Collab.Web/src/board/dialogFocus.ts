import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';

/**
 * Puts the focus into a dialog of Excalidraw that opens without it. Excalidraw focuses the second thing that can be
 * focused, which in its help is a link that we hide: Escape and Tab would go to the board behind.
 */
export function focusDialogs(api: ExcalidrawImperativeAPI): () => void {
  let open: string | null = null;
  return api.onChange((_elements, { openDialog }) => {
    const name = openDialog?.name ?? null;
    if (name !== open) {
      open = name;
      if (name) {
        // The dialog is drawn in the next frame, and tries itself after that.
        requestAnimationFrame(() => requestAnimationFrame(focusDialog));
      }
    }
  });
}

function focusDialog(): void {
  const dialog = document.querySelector<HTMLElement>('.excalidraw-modal-container [role="dialog"]');
  if (dialog && !dialog.contains(document.activeElement)) {
    dialog.querySelector<HTMLElement>('.Dialog__close, .Modal__content')?.focus();
  }
}
