import { Excalidraw } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTheme } from '../app/theme';
import { displayTitle } from '../documents/kinds';
import { useLanguage, useT } from '../i18n';
import { useAccess } from '../session/access';
import type { Session } from '../session/session';
import { useTitle } from '../session/useSession';
import { drawBoard } from '../thumbnails/drawBoard';
import { useThumbnail } from '../thumbnails/useThumbnail';
import { boardActions } from './boardActions';
import { BoardMenu } from './BoardMenu';
import { openLink } from './boardLinks';
import { BoardCommentPanel } from './comments/BoardCommentPanel';
import { CommentButtons } from './comments/CommentButtons';
import { MobileCommentButtons } from './comments/MobileCommentButtons';
import { PinLayer } from './comments/PinLayer';
import { useBoardComments } from './comments/useBoardComments';
import { FollowBar } from './FollowBar';
import { keepLibrary, library } from './library';
import { useBoardCommands } from './useBoardCommands';
import { useBoardLink } from './useBoardLink';
import { WaitingImages } from './WaitingImages';
import './board.css';

/** What Excalidraw calls our languages. */
const languageCodes = { en: 'en', de: 'de-DE', ar: 'ar-SA' } as const;

const interfaceOptions = { canvasActions: { toggleTheme: false, loadScene: true, saveToActiveFile: false } } as const;

/** A board: Excalidraw on the Y.Maps `elements` and `files`. */
export function BoardEditor({ session }: { readonly session: Session }) {
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  const [isViewing, setViewing] = useState(false);
  const [hasGrid, setGrid] = useState(false);
  const t = useT();
  const theme = useTheme();
  useThumbnail(session, () => (api ? drawBoard(api) : null));
  const language = useLanguage();
  const right = useAccess(session);
  const isWritable = right === 'write';
  const name = displayTitle('board', useTitle(session));
  const link = useBoardLink(api, session, isWritable);
  const comments = useBoardComments(link?.api ?? null, session);

  const latest = useRef({ api, name });
  latest.current = { api, name };
  const actions = useMemo(() => boardActions(() => latest.current.api, () => latest.current.name, {
    toggleView: () => setViewing((viewing) => !viewing),
    toggleGrid: () => setGrid((shown) => !shown),
  }), []);
  useBoardCommands(actions, { isWritable, isViewing, hasGrid });

  useEffect(() => {
    if (api) {
      keepLibrary(api);
    }
  }, [api]);

  return (
    <div className="board-editor" data-testid="board-editor">
      <div className="board-canvas" onPointerLeave={() => link?.presence.leave()}>
        <Excalidraw
          excalidrawAPI={setApi}
          name={name}
          theme={theme}
          langCode={languageCodes[language]}
          isCollaborating
          autoFocus
          handleKeyboardGlobally
          aiEnabled={false}
          validateEmbeddable={false}
          viewModeEnabled={!isWritable || isViewing}
          gridModeEnabled={hasGrid}
          onPointerUpdate={({ pointer, button }) => link?.presence.point(pointer, button)}
          onLinkOpen={(element, event) => openLink(api, element.link, event)}
          onLibraryChange={library.save}
          renderTopRightUI={(isMobile) => (isMobile ? null : <CommentButtons comments={comments} />)}
          UIOptions={interfaceOptions}
        >
          <BoardMenu actions={actions} isWritable={isWritable} isViewing={isViewing} hasGrid={hasGrid} />
          <MobileCommentButtons comments={comments} />
        </Excalidraw>
        {!isWritable && (
          <p className="board-notice" data-testid="board-read-only">{t(right === 'comment' ? 'board.commentOnly' : 'board.viewOnly')}</p>
        )}
        {link && (
          <div className="board-bars">
            <FollowBar following={link.following} />
            <WaitingImages uploads={link.uploads} />
          </div>
        )}
        {link && <PinLayer api={link.api} comments={comments} />}
      </div>
      {link && comments.isPanelOpen && <BoardCommentPanel comments={comments} />}
    </div>
  );
}
