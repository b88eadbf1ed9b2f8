import { exportToBlob, exportToSvg, serializeAsJSON } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';

export type ExportFormat = 'png' | 'svg' | 'excalidraw';

/** Pixels of the PNG for one of the board's: sharp on screens of today. */
const pngScale = 2;
/** Around what is drawn, in the board's coordinates. */
const padding = 20;

/** The board as a file: what is drawn, on its background, with the images in it. Throws where the browser cannot draw it. */
export async function exportBoard(api: ExcalidrawImperativeAPI, format: ExportFormat): Promise<Blob> {
  const elements = api.getSceneElements();
  const files = api.getFiles();
  const appState = { ...api.getAppState(), exportBackground: true, exportWithDarkMode: false, exportScale: pngScale };
  switch (format) {
    case 'png':
      return exportToBlob({ elements, files, appState, exportPadding: padding, mimeType: 'image/png' });
    case 'svg': {
      const svg = await exportToSvg({ elements, files, appState, exportPadding: padding });
      return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
    }
    case 'excalidraw':
      return new Blob(
        [serializeAsJSON(elements, appState, files, 'local')], { type: 'application/vnd.excalidraw+json' },
      );
  }
}
