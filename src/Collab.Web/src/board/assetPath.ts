// Excalidraw reads this when its module is evaluated, so it is set before the board's chunk is asked for.
(window as { EXCALIDRAW_ASSET_PATH?: string }).EXCALIDRAW_ASSET_PATH = __EXCALIDRAW_ASSET_PATH__;
