import '@fontsource-variable/inter/index.css';
import '../src/styles/base.css';
import '../src/board/assetPath';
import { createRoot } from 'react-dom/client';

/** Excalidraw as it comes: what benchmarks/web/board.mjs compares our board with. Never part of the app's build. */
async function show(root: HTMLElement): Promise<void> {
  // As on our board: the font path is set first.
  const { Excalidraw } = await import('@excalidraw/excalidraw');
  await import('@excalidraw/excalidraw/index.css');
  createRoot(root).render(
    // The place and size that the board has below the app's bar.
    <div style={{ position: 'absolute', inset: '52px 0 0 0' }}>
      <Excalidraw excalidrawAPI={(api) => { Object.assign(window, { plain: api }); }} autoFocus handleKeyboardGlobally />
    </div>,
  );
}

const root = document.getElementById('root');
if (!root) {
  throw new Error('plain.html has no #root');
}
void show(root);
