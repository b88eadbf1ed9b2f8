import { CaptureUpdateAction, restoreElements } from '@excalidraw/excalidraw';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { AppState, BinaryFileData, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { BoardFile } from './boardFiles';
import type { ImageScene } from './boardImages';
import { sameJson, type BoardElement } from './elementRecord';
import type { Scene } from './scene';

// Excalidraw's elements are closed types without an index signature; these two are the same objects seen both ways.
const toOurs = (elements: readonly unknown[]) => elements as readonly BoardElement[];
const toTheirs = (elements: readonly BoardElement[]) => elements as unknown as readonly OrderedExcalidrawElement[];

/** Excalidraw as the binding's scene, and as what shows images. */
export function excalidrawScene(api: ExcalidrawImperativeAPI): Scene & ImageScene {
  let looked: { readonly at: AppState; readonly busy: ReadonlySet<string> } | null = null;
  // Asked for each of what may be thousands of elements, of the same state.
  const busy = () => {
    const state = api.getAppState();
    if (looked?.at !== state) {
      looked = { at: state, busy: busyElements(state) };
    }
    return looked.busy;
  };
  return {
    elements: () => toOurs(api.getSceneElementsIncludingDeleted()),
    // NEVER: what others did is not a step of this person's undo history.
    replace: (elements) => api.updateScene({ elements: toTheirs(elements), captureUpdate: CaptureUpdateAction.NEVER }),
    complete: completeElement,
    repair: repairElements,
    isBusy: (id) => busy().has(id),
    files: () => api.getFiles() as Record<string, BoardFile>,
    addFiles: (files) => api.addFiles(files as unknown as BinaryFileData[]),
    onChange: (changed) => api.onChange(changed),
  };
}

/** Calls `start` once Excalidraw has set up its scene; what it is given before, it throws away. */
export function whenLoaded(api: ExcalidrawImperativeAPI, start: () => void): () => void {
  let started = false;
  let stop = () => {};
  const check = () => {
    if (!started && !api.getAppState().isLoading) {
      started = true;
      stop();
      start();
    }
  };
  stop = api.onChange(check);
  check();
  return () => {
    started = true;
    stop();
  };
}

/** Links between elements, which concurrent edits can leave pointing at nothing. */
const links = ['boundElements', 'startBinding', 'endBinding', 'containerId', 'frameId'] as const;

function completeElement(element: BoardElement): BoardElement {
  const [restored] = toOurs(restoreElements(toTheirs([element]), null));
  return { ...restored, ...element };
}

/**
 * Excalidraw restores elements that come from outside, but in passing rewrites what needs no change. Two people who
 * loaded a board at different times shall hold the same, so only what was missing or torn is taken over.
 */
function repairElements(elements: readonly BoardElement[]): readonly BoardElement[] {
  const restored = new Map(
    toOurs(restoreElements(toTheirs(elements), null, { repairBindings: true })).map((element) => [element.id, element]),
  );
  return elements.map((element) => {
    const mended = restored.get(element.id);
    return mended ? { ...mended, ...element, ...tornLinks(element, mended) } : element;
  });
}

function tornLinks(stored: BoardElement, mended: BoardElement): Record<string, unknown> {
  const isNone = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  const torn = links.filter(
    (link) => !(isNone(stored[link]) && isNone(mended[link])) && !sameJson(stored[link], mended[link]),
  );
  return Object.fromEntries(torn.map((link) => [link, mended[link]]));
}

/** What this person is drawing, writing in, dragging, resizing or turning. */
function busyElements(state: AppState): ReadonlySet<string> {
  const busy = new Set<string>();
  for (const element of [state.newElement, state.multiElement, state.editingTextElement, state.resizingElement]) {
    if (element) {
      busy.add(element.id);
    }
  }
  for (const line of [state.editingLinearElement, state.selectedLinearElement]) {
    if (line?.isDragging) {
      busy.add(line.elementId);
    }
  }
  for (const id of [state.editingFrame, state.croppingElementId]) {
    if (id) {
      busy.add(id);
    }
  }
  if (state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating) {
    Object.keys(state.selectedElementIds).forEach((id) => busy.add(id));
  }
  return busy;
}
