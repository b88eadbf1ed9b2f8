import { exportToCanvas } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { thumbnailHeight, thumbnailWidth } from './size';

/** Around what is drawn, in pixels of the picture. */
const margin = 16;

/** Draws all that is on a board, as large as fits. Null if it is empty. */
export async function drawBoard(api: ExcalidrawImperativeAPI): Promise<HTMLCanvasElement | null> {
  const elements = api.getSceneElements();
  if (elements.length === 0) {
    return null;
  }
  const drawn = await exportToCanvas({
    elements,
    files: api.getFiles(),
    appState: { exportBackground: true, viewBackgroundColor: '#ffffff', exportWithDarkMode: false },
    exportPadding: 0,
    getDimensions: (width: number, height: number) => {
      const scale = Math.min((thumbnailWidth - 2 * margin) / width, (thumbnailHeight - 2 * margin) / height, 1);
      return { width: width * scale, height: height * scale, scale };
    },
  });
  const canvas = document.createElement('canvas');
  canvas.width = thumbnailWidth;
  canvas.height = thumbnailHeight;
  const context = canvas.getContext('2d');
  if (!context) {
    return null;
  }
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, Math.round((canvas.width - drawn.width) / 2), Math.round((canvas.height - drawn.height) / 2));
  return canvas;
}
