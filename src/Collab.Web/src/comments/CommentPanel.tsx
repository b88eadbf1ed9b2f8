import { useEffect, useState } from 'react';
import { CloseIcon } from '../app/icons';
import { useT } from '../i18n';
import type { AccessRight } from '../session/access';
import type { Session } from '../session/session';
import { IconButton } from '../ui/IconButton';
import type { CommentThread } from './commentModel';
import { Composer } from './Composer';
import { ThreadCard } from './ThreadCard';
import './side.css';
import './comments.css';

type Properties = {
  readonly session: Session;
  readonly threads: readonly CommentThread[];
  readonly access: AccessRight;
  /** Where in the content a thread stands, for the order; null if that is no longer there. */
  readonly placeOf: (thread: CommentThread) => number | null;
  readonly active: string | null;
  readonly onJump: (thread: CommentThread) => void;
  /** What a comment is being written on; null if none is. */
  readonly draft: { readonly quote: string } | null;
  /** The words of the draft, or null if it was given up. */
  readonly onDraft: (text: string | null) => void;
  readonly onClose: () => void;
  /** What going to a thread does, where the content is no document. */
  readonly jumpWords?: string;
  /** How a comment is begun here, for the empty list. */
  readonly hint?: string;
};

/** All threads of a document, at its side; on a phone a sheet at the bottom. */
export function CommentPanel({ session, threads, access, placeOf, active, onJump, draft, onDraft, onClose, jumpWords, hint }: Properties) {
  const t = useT();
  const [resolved, setShown] = useState(false);
  const canComment = access !== 'read';
  const activeThread = threads.find(({ id }) => id === active);

  // Of a thread that was chosen in the content, show the list that it is in.
  useEffect(() => {
    if (activeThread) {
      setShown(activeThread.isResolved);
    }
  }, [active]);

  const shown = threads.filter((thread) => thread.isResolved === resolved);
  const placed = shown.filter((thread) => placeOf(thread) !== null).sort((a, b) => Number(placeOf(a)) - Number(placeOf(b)));
  const gone = shown.filter((thread) => placeOf(thread) === null);
  const card = (thread: CommentThread, isPlaced: boolean) => (
    <ThreadCard
      key={thread.id} session={session} thread={thread} isActive={thread.id === active} canComment={canComment}
      onJump={isPlaced ? () => onJump(thread) : undefined} jumpWords={jumpWords}
    />
  );

  return (
    <aside className="page-side comment-panel" aria-label={t('comments.title')} data-testid="comment-panel">
      <header className="side-head">
        <h2>{t('comments.title')}</h2>
        <div className="side-tabs" role="group" aria-label={t('comments.title')}>
          <button type="button" aria-pressed={!resolved} onClick={() => setShown(false)}>{t('comments.open')}</button>
          <button type="button" aria-pressed={resolved} onClick={() => setShown(true)}>{t('comments.resolved')}</button>
        </div>
        <IconButton label={t('common.close')} icon={<CloseIcon />} onClick={onClose} />
      </header>
      <div className="side-body">
        {draft && (
          <div className="thread active" data-testid="comment-draft">
            <span className="thread-quote" dir="auto">{draft.quote || t('comments.begin')}</span>
            <Composer autoFocus label={t('comments.write')} action={t('comments.send')} onSend={onDraft} onCancel={() => onDraft(null)} />
          </div>
        )}
        <ul className="threads">{placed.map((thread) => card(thread, true))}</ul>
        {gone.length > 0 && (
          <>
            <h3 className="side-note">{t('comments.gone')}</h3>
            <ul className="threads">{gone.map((thread) => card(thread, false))}</ul>
          </>
        )}
        {shown.length === 0 && !draft && (
          <div className="side-empty">
            <p>{t(resolved ? 'comments.noneResolved' : 'comments.none')}</p>
            {!resolved && canComment && <p>{hint ?? t('comments.noneHint')}</p>}
          </div>
        )}
      </div>
    </aside>
  );
}
