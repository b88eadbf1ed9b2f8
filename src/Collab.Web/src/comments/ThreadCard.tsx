import { useEffect, useRef } from 'react';
import { CheckIcon } from '../app/icons';
import { useT } from '../i18n';
import { useGuest } from '../identity/useGuest';
import type { Session } from '../session/session';
import { IconButton } from '../ui/IconButton';
import { announce } from '../ui/notices';
import { deleteMessage, editMessage, replyToThread, setResolved, type CommentThread } from './commentModel';
import { Composer } from './Composer';
import { MessageItem } from './MessageItem';

type Properties = {
  readonly session: Session;
  readonly thread: CommentThread;
  readonly isActive: boolean;
  readonly canComment: boolean;
  /** Shows what it is about; absent if that is gone. */
  readonly onJump?: (() => void) | undefined;
  /** What that does, in words. */
  readonly jumpWords?: string | undefined;
};

/** A thread: what it is about, what was said, and a field to reply. */
export function ThreadCard({ session, thread, isActive, canComment, onJump, jumpWords }: Properties) {
  const t = useT();
  const jump = jumpWords ?? t('comments.jump');
  const [guest] = useGuest();
  const card = useRef<HTMLLIElement>(null);
  const { doc } = session;
  const quote = thread.anchor.kind === 'text' ? thread.anchor.quote : '';

  useEffect(() => {
    if (isActive) {
      card.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [isActive]);

  return (
    <li
      ref={card} className={`thread ${isActive ? 'active' : ''}`} data-testid="thread" data-thread={thread.id}
      aria-label={t('comments.thread', { name: thread.messages[0]?.authorName ?? '' })}
    >
      <div className="thread-head">
        {onJump
          ? <button type="button" className="thread-quote" dir="auto" title={jump} onClick={onJump}>{quote || jump}</button>
          : <span className="thread-quote gone" dir="auto">{quote}</span>}
        {canComment && (
          <IconButton
            className={thread.isResolved ? 'resolved' : ''} pressed={thread.isResolved} icon={<CheckIcon />}
            label={t(thread.isResolved ? 'comments.reopen' : 'comments.resolve')}
            onClick={() => setResolved(doc, thread.id, !thread.isResolved)}
          />
        )}
      </div>
      <ul className="messages">
        {thread.messages.map((message) => (
          <MessageItem
            key={message.id} message={message} own={guest} canComment={canComment}
            onEdit={(text) => editMessage(doc, thread.id, message.id, guest, text, Date.now())}
            onDelete={() => {
              deleteMessage(doc, thread.id, message.id, guest);
              announce(t('comments.deleted'));
            }}
          />
        ))}
      </ul>
      {canComment && (
        <Composer
          compact label={t('comments.reply')} action={t('comments.send')}
          onSend={(text) => replyToThread(doc, thread.id, guest, text, Date.now())}
        />
      )}
    </li>
  );
}
