import { boardIcons } from '../boardIcons';
import { useT } from '../../i18n';
import type { BoardComments } from './useBoardComments';

/** The comment tool and the list of comments, next to Excalidraw's library. */
export function CommentButtons({ comments }: { readonly comments: BoardComments }) {
  const t = useT();
  const { threads, mode, setMode, isPanelOpen, setPanelOpen, canComment } = comments;
  const open = threads.filter(({ isResolved }) => !isResolved).length;
  const isPlacing = mode.is === 'placing';
  return (
    <div className="comment-buttons">
      {canComment && (
        <button
          type="button" className="board-button" aria-label={t('board.comment')} title={`${t('board.comment')} — C`} aria-pressed={isPlacing}
          data-testid="comment-tool" onClick={() => setMode(isPlacing ? { is: 'idle' } : { is: 'placing' })}
        >
          {boardIcons.addComment}
        </button>
      )}
      <button
        type="button" className="board-button" aria-label={t('comments.openCount', { count: open })} aria-pressed={isPanelOpen}
        title={t(isPanelOpen ? 'board.hideComments' : 'board.showComments')} data-testid="comment-list" onClick={() => setPanelOpen(!isPanelOpen)}
      >
        {boardIcons.comments}
        {open > 0 && <span className="board-button-count">{open}</span>}
      </button>
    </div>
  );
}
