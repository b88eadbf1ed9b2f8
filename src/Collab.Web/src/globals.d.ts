/** Set by vite.config.ts: the path under which Excalidraw's fonts are served. */
declare const __EXCALIDRAW_ASSET_PATH__: string;
