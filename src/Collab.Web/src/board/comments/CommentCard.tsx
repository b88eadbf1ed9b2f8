import { useEffect, useRef, type KeyboardEvent } from 'react';
import { CloseIcon } from '../../app/icons';
import type { CommentThread } from '../../comments/commentModel';
import { Composer } from '../../comments/Composer';
import { ThreadCard } from '../../comments/ThreadCard';
import '../../comments/comments.css';
import { useT } from '../../i18n';
import { IconButton } from '../../ui/IconButton';
import type { BoardComments } from './useBoardComments';

/** What is beside the pin: a thread, or the field to begin one (thread null). A click beside it or Escape closes it. */
export function CommentCard({ comments, thread }: { readonly comments: BoardComments; readonly thread: CommentThread | null }) {
  const t = useT();
  const card = useRef<HTMLDivElement>(null);
  const { session, setMode, write, canComment } = comments;
  const close = () => setMode({ is: 'idle' });
  const newest = useRef(close);
  newest.current = close;

  useEffect(() => {
    const closeOutside = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('.board-canvas') && !target.closest('.pin-layer')) {
        newest.current();
      }
    };
    // The focus is on the pin, or nowhere after a tap; in the card its own fields come first.
    const closeByEscape = (event: globalThis.KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key === 'Escape' && !card.current?.contains(target) && !target?.closest('input, textarea, dialog')) {
        event.stopPropagation();
        newest.current();
      }
    };
    document.addEventListener('pointerdown', closeOutside, true);
    document.addEventListener('keydown', closeByEscape, true);
    return () => {
      document.removeEventListener('pointerdown', closeOutside, true);
      document.removeEventListener('keydown', closeByEscape, true);
    };
  }, []);

  // The field in which the thread was begun is gone now, and the focus with it.
  useEffect(() => {
    if (thread && document.activeElement === document.body) {
      card.current?.focus({ preventScroll: true });
    }
  }, [thread?.id]);

  const onKeyDown = (event: KeyboardEvent) => {
    // The board must not act on what is typed here.
    event.stopPropagation();
    if (event.key === 'Escape') {
      close();
    }
  };

  return (
    <div
      ref={card} className="comment-card" role="dialog" tabIndex={-1} aria-label={t(thread ? 'comments.title' : 'comments.write')}
      data-testid="comment-card" onKeyDown={onKeyDown}
    >
      {thread
        ? (
            <>
              <IconButton className="comment-card-close" label={t('common.close')} icon={<CloseIcon />} onClick={close} />
              <ul className="threads">
                <ThreadCard session={session} thread={thread} isActive={false} canComment={canComment} />
              </ul>
            </>
          )
        : <Composer autoFocus label={t('comments.write')} action={t('comments.send')} onSend={write} onCancel={() => write(null)} />}
    </div>
  );
}
