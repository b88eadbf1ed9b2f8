import { Excalidraw, MainMenu } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef, useState } from 'react';
import { useTheme } from '../app/theme';
import { displayTitle } from '../documents/kinds';
import type { Session } from '../session/session';
import { useTitle } from '../session/useSession';
import { exposeEditor } from '../shell/automation';
import { drawBoard } from '../thumbnails/drawBoard';
import { useThumbnail } from '../thumbnails/useThumbnail';
import { BoardBinding } from './boardBinding';
import { BoardPresenceLink } from './boardPresence';
import { excalidrawScene, whenLoaded } from './excalidrawScene';
import { keepTextsMeasured } from './textMeasure';
import './board.css';

/** A board: Excalidraw on the Y.Maps `elements` and `files`. */
export function BoardEditor({ session }: { readonly session: Session }) {
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  const presence = useRef<BoardPresenceLink | null>(null);
  const title = useTitle(session);
  const theme = useTheme();
  useThumbnail(session, () => (api ? drawBoard(api) : null));

  useEffect(() => {
    if (!api) {
      return;
    }
    let binding: BoardBinding | null = null;
    const cancel = whenLoaded(api, () => {
      binding = new BoardBinding(session.doc, excalidrawScene(api));
      presence.current = new BoardPresenceLink(api, session.awareness);
      exposeEditor(session, { excalidraw: api });
      if (api.getSceneElements().length > 0) {
        api.scrollToContent(undefined, { fitToViewport: true, viewportZoomFactor: 0.7, maxZoom: 1 });
      }
    });
    const stopMeasuring = keepTextsMeasured(api);
    const flush = () => binding?.flush();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      cancel();
      stopMeasuring();
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      presence.current?.destroy();
      presence.current = null;
      binding?.destroy();
    };
  }, [api, session]);

  return (
    <div className="board-editor" data-testid="board-editor" onPointerLeave={() => presence.current?.leave()}>
      <Excalidraw
        excalidrawAPI={setApi}
        name={displayTitle('board', title)}
        theme={theme}
        isCollaborating
        autoFocus
        handleKeyboardGlobally
        aiEnabled={false}
        validateEmbeddable={false}
        onPointerUpdate={({ pointer, button }) => presence.current?.point(pointer, button)}
        UIOptions={{ canvasActions: { toggleTheme: false, loadScene: true, saveToActiveFile: false } }}
      >
        <MainMenu>
          <MainMenu.DefaultItems.LoadScene />
          <MainMenu.DefaultItems.Export />
          <MainMenu.DefaultItems.SaveAsImage />
          <MainMenu.DefaultItems.SearchMenu />
          <MainMenu.DefaultItems.Help />
          <MainMenu.DefaultItems.ClearCanvas />
          <MainMenu.Separator />
          <MainMenu.DefaultItems.ChangeCanvasBackground />
        </MainMenu>
      </Excalidraw>
    </div>
  );
}
