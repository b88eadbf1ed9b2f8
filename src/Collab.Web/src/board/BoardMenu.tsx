import { MainMenu } from '@excalidraw/excalidraw';
import { useT } from '../i18n';
import type { BoardActions } from './boardActions';
import { boardIcons } from './boardIcons';

type Properties = {
  readonly actions: BoardActions;
  readonly isWritable: boolean;
  readonly isViewing: boolean;
  readonly hasGrid: boolean;
};

/** The menu in the corner of the board, in our words: Excalidraw's own has entries that lead elsewhere. */
export function BoardMenu({ actions, isWritable, isViewing, hasGrid }: Properties) {
  const t = useT();
  const isEditing = isWritable && !isViewing;
  return (
    <MainMenu>
      {isEditing && <MainMenu.Item onSelect={actions.insertFile} icon={boardIcons.insert}>{t('board.insertFile')}</MainMenu.Item>}
      <MainMenu.Item onSelect={() => actions.export('excalidraw')} icon={boardIcons.save}>{t('board.exportFile')}</MainMenu.Item>
      <MainMenu.Item onSelect={() => actions.export('png')} icon={boardIcons.image}>{t('board.exportPng')}</MainMenu.Item>
      <MainMenu.Item onSelect={() => actions.export('svg')} icon={boardIcons.vector}>{t('board.exportSvg')}</MainMenu.Item>
      <MainMenu.Item onSelect={actions.openExport} icon={boardIcons.options} shortcut="Ctrl+Shift+E">{t('board.exportImage')}</MainMenu.Item>
      <MainMenu.Separator />
      <MainMenu.Item onSelect={actions.find} icon={boardIcons.find} shortcut="Ctrl+F">{t('board.find')}</MainMenu.Item>
      <MainMenu.Item onSelect={actions.zoomToFit} icon={boardIcons.fit} shortcut="Shift+1">{t('board.zoomToFit')}</MainMenu.Item>
      <MainMenu.Item onSelect={actions.toggleGrid} icon={boardIcons.grid} shortcut="Ctrl+'">
        {t(hasGrid ? 'board.hideGrid' : 'board.showGrid')}
      </MainMenu.Item>
      {isWritable && (
        <MainMenu.Item onSelect={actions.toggleView} icon={boardIcons.look} shortcut="Alt+R">
          {t(isViewing ? 'board.endViewMode' : 'board.viewMode')}
        </MainMenu.Item>
      )}
      {isEditing && (
        <MainMenu.Item onSelect={actions.laser} icon={boardIcons.laser} shortcut="K">{t('board.laser')}</MainMenu.Item>
      )}
      <MainMenu.Item onSelect={actions.help} icon={boardIcons.keys}>{t('board.help')}</MainMenu.Item>
      {isEditing && (
        <>
          <MainMenu.Separator />
          <MainMenu.DefaultItems.ClearCanvas />
          <MainMenu.Separator />
          <MainMenu.DefaultItems.ChangeCanvasBackground />
        </>
      )}
    </MainMenu>
  );
}
