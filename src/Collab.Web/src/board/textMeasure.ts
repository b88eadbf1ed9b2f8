import { CaptureUpdateAction, newElementWith, restoreElements } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';

/** The default hand-drawn font; its Latin part, so that the first text typed is not measured in a fallback font. */
const firstFont = ['20px Excalifont', 'Aé'] as const;

/**
 * Excalidraw measures a text when it is typed. Where a part of its font arrives later (others are fetched when their
 * characters are first used), the text would stay too narrow and be cut off; it is measured again then. Only texts typed
 * here: fonts measure a little differently on each machine, and nobody should correct what others see right.
 */
export function keepTextsMeasured(api: ExcalidrawImperativeAPI): () => void {
  const typedHere = new Set<string>();
  const stopListening = api.onChange((_elements, state) => {
    if (state.editingTextElement) {
      typedHere.add(state.editingTextElement.id);
    }
  });
  const measure = () => measureAgain(api, typedHere);
  document.fonts.addEventListener('loadingdone', measure);
  // A font that cannot be had is no reason to stop; the next best one is drawn.
  document.fonts.load(...firstFont).catch(() => []);
  return () => {
    stopListening();
    document.fonts.removeEventListener('loadingdone', measure);
  };
}

function measureAgain(api: ExcalidrawImperativeAPI, ids: ReadonlySet<string>): void {
  const shown = api.getSceneElementsIncludingDeleted();
  const editing = api.getAppState().editingTextElement?.id;
  if (![...ids].some((id) => id !== editing)) {
    return;
  }
  const measured = new Map(
    restoreElements(shown, null, { refreshDimensions: true }).map((element) => [element.id, element]),
  );
  let changed = false;
  const next = shown.map((element) => {
    const fresh = ids.has(element.id) && element.id !== editing && !element.isDeleted ? measured.get(element.id) : null;
    if (!fresh || (fresh.width === element.width && fresh.height === element.height)) {
      return element;
    }
    changed = true;
    const { x, y, width, height } = fresh;
    return newElementWith(element, { x, y, width, height });
  });
  if (changed) {
    api.updateScene({ elements: next, captureUpdate: CaptureUpdateAction.NEVER });
  }
}
