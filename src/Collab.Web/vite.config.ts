import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { appWorker } from './vite/appWorker.ts';
import { excalidrawAssetPath, excalidrawAssets } from './vite/excalidrawAssets.ts';

const server = process.env['COLLAB_SERVER'] ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react(), excalidrawAssets(), appWorker()],
  define: { __EXCALIDRAW_ASSET_PATH__: JSON.stringify(excalidrawAssetPath) },
  // One copy of each: two Yjs in a page do not recognise each other's types.
  resolve: { dedupe: ['yjs', 'lib0', 'y-protocols', 'react', 'react-dom', '@codemirror/state', '@codemirror/view'] },
  build: {
    target: 'es2023',
    // The first that know light-dark(). For older ones it is rewritten in a way that follows the system only, whatever was chosen.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 2000,
  },
  server: {
    // The origin is kept: the server lets pages of its own write, and knows them by it.
    proxy: { '/api': { target: server }, '/sync': { target: server, ws: true } },
  },
  test: { include: ['{src,scripts}/**/*.test.ts'], environment: 'node' },
});
