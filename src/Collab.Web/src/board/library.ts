import { restoreLibraryItems } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI, LibraryItems } from '@excalidraw/excalidraw/types';
import { deviceStore } from '../files/deviceStore';

const key = 'items';

/** The library of this browser: shapes that a person keeps for all boards. It never leaves the device. */
export const library = {
  load: async (): Promise<LibraryItems> => {
    try {
      return restoreLibraryItems((await deviceStore.get<LibraryItems>('library', key)) ?? [], 'unpublished');
    } catch {
      return [];
    }
  },
  save: (items: LibraryItems): void => {
    // Where the browser stores nothing, the library lives as long as the page.
    deviceStore.set('library', key, items).catch(() => {});
  },
};

/** Fills Excalidraw's library once it is there. */
export function keepLibrary(api: ExcalidrawImperativeAPI): void {
  void api.updateLibrary({ libraryItems: library.load(), merge: true, defaultStatus: 'unpublished' });
}
