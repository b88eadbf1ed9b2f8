import { CaptureUpdateAction, loadFromBlob } from '@excalidraw/excalidraw';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { uuidv4 } from 'lib0/random';
import { fileName, saveFile } from '../files/download';
import { translate } from '../i18n';
import { showToast } from '../ui/notices';
import type { BoardElement } from './elementRecord';
import { exportBoard, type ExportFormat } from './exporting';
import { asNewElements, centredAt } from './insertion';

/** What a person can do with the whole board, from its menu, the palette or by a key. */
export type BoardActions = {
  readonly export: (format: ExportFormat) => void;
  readonly openExport: () => void;
  readonly insertFile: () => void;
  readonly zoomToFit: () => void;
  readonly find: () => void;
  readonly help: () => void;
  readonly laser: () => void;
  readonly toggleView: () => void;
  readonly toggleGrid: () => void;
};

/** `title` gives the name of exported files; the toggles are the editor's state. */
export function boardActions(
  api: () => ExcalidrawImperativeAPI | null, title: () => string, toggles: Pick<BoardActions, 'toggleView' | 'toggleGrid'>,
): BoardActions {
  const withApi = (act: (api: ExcalidrawImperativeAPI) => void) => () => {
    const there = api();
    if (there) {
      act(there);
    }
  };
  return {
    ...toggles,
    export: (format) => withApi((there) => void exportToFile(there, format, title()))(),
    openExport: withApi((there) => there.updateScene({ appState: { openDialog: { name: 'imageExport' } } })),
    insertFile: withApi(chooseFile),
    zoomToFit: withApi((there) => there.scrollToContent(undefined, { fitToViewport: true, viewportZoomFactor: 0.8, maxZoom: 1 })),
    find: withApi((there) => there.toggleSidebar({ name: 'default', tab: 'search', force: true })),
    help: withApi((there) => there.updateScene({ appState: { openDialog: { name: 'help' } } })),
    laser: withApi((there) => there.setActiveTool({ type: 'laser' })),
  };
}

async function exportToFile(api: ExcalidrawImperativeAPI, format: ExportFormat, title: string): Promise<void> {
  if (api.getSceneElements().length === 0) {
    showToast(translate('board.nothingToExport'));
    return;
  }
  try {
    saveFile(await exportBoard(api, format), fileName(title, format));
  } catch {
    // A canvas has limits of its browser's, and a board none.
    showToast(translate('board.exportFailed'));
  }
}

function chooseFile(api: ExcalidrawImperativeAPI): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.excalidraw,application/json,application/vnd.excalidraw+json';
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file) {
      void insert(api, file);
    }
  };
  input.click();
}

async function insert(api: ExcalidrawImperativeAPI, file: Blob): Promise<void> {
  try {
    const { elements, files } = await loadFromBlob(file, null, null);
    const { scrollX, scrollY, width, height, zoom } = api.getAppState();
    const inserted = centredAt(
      asNewElements(elements as unknown as readonly BoardElement[], uuidv4),
      width / 2 / zoom.value - scrollX, height / 2 / zoom.value - scrollY,
    );
    api.addFiles(Object.values(files));
    api.updateScene({
      elements: [...api.getSceneElementsIncludingDeleted(), ...(inserted as unknown as readonly OrderedExcalidrawElement[])],
      appState: { selectedElementIds: Object.fromEntries(inserted.map(({ id }) => [id, true as const])) },
      captureUpdate: CaptureUpdateAction.IMMEDIATELY,
    });
    showToast(translate('board.inserted', { count: inserted.length }));
  } catch {
    showToast(translate('board.insertFailed'));
  }
}
