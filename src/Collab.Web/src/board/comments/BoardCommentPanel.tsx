import { CommentPanel } from '../../comments/CommentPanel';
import { useT } from '../../i18n';
import { useAccess } from '../../session/access';
import { placeOf } from './pins';
import type { BoardComments } from './useBoardComments';

/** All threads of the board, the oldest first, beside it. */
export function BoardCommentPanel({ comments }: { readonly comments: BoardComments }) {
  const t = useT();
  const { session, threads, mode, lookup, show, setPanelOpen } = comments;
  return (
    <CommentPanel
      session={session} threads={threads} access={useAccess(session)} active={mode.is === 'reading' ? mode.thread : null}
      placeOf={(thread) => (placeOf(thread, lookup) ? thread.createdAt : null)} onJump={show} draft={null} onDraft={() => {}}
      jumpWords={t('board.showComment')} hint={t('board.commentHint')} onClose={() => setPanelOpen(false)}
    />
  );
}
