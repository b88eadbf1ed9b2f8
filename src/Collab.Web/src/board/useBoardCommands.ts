import { useCommands } from '../commands/useCommands';
import { useT } from '../i18n';
import type { BoardActions } from './boardActions';

/** Offers what can be done with the board in the palette and in the sheet of shortcuts. */
export function useBoardCommands(actions: BoardActions, { isWritable, isViewing, hasGrid }: {
  readonly isWritable: boolean; readonly isViewing: boolean; readonly hasGrid: boolean;
}): void {
  const t = useT();
  useCommands(() => {
    const commands = [
      { id: 'board.export-png', group: 'export', title: t('board.exportPng'), run: () => actions.export('png') },
      { id: 'board.export-svg', group: 'export', title: t('board.exportSvg'), run: () => actions.export('svg') },
      { id: 'board.export-file', group: 'export', title: t('board.exportFile'), run: () => actions.export('excalidraw') },
      { id: 'board.export-image', group: 'export', title: t('board.exportImage'), run: actions.openExport },
      { id: 'board.zoom-to-fit', group: 'view', title: t('board.zoomToFit'), run: actions.zoomToFit },
      { id: 'board.grid', group: 'view', title: t(hasGrid ? 'board.hideGrid' : 'board.showGrid'), run: actions.toggleGrid },
      { id: 'board.find', group: 'edit', title: t('board.find'), run: actions.find },
      { id: 'board.keys', group: 'app', title: t('board.help'), run: actions.help },
    ] as const;
    const ofWriters = [
      {
        id: 'board.view', group: 'view', title: t(isViewing ? 'board.endViewMode' : 'board.viewMode'), shortcut: 'Alt+R',
        run: actions.toggleView,
      },
      { id: 'board.insert', group: 'edit', title: t('board.insertFile'), run: actions.insertFile },
      { id: 'board.laser', group: 'view', title: t('board.laser'), run: actions.laser },
    ] as const;
    return isWritable ? [...commands, ...ofWriters] : commands;
  }, [actions, t, isWritable, isViewing, hasGrid]);
}
