import { useEffect, useRef, useState, type Ref } from 'react';
import { displayTitle } from '../documents/kinds';
import { useT } from '../i18n';
import { maxTitleLength, readTitle, writeTitle } from '../session/meta';
import type { Session } from '../session/session';
import { useTitle } from '../session/useSession';

/** How long typing pauses before others see the title, in milliseconds; each write stays in the document's history. */
const writeDelay = 300;

type Properties = { readonly session: Session; readonly readOnly: boolean; readonly ref: Ref<HTMLInputElement> };

/**
 * The title, edited in place. Enter leaves the field, Escape takes back what was typed. That of a document which has not come
 * yet is not to be written over.
 */
export function TitleField({ session, readOnly, ref }: Properties) {
  const t = useT();
  const title = useTitle(session);
  const [draft, setDraft] = useState<string | null>(null);
  const titleBefore = useRef('');

  useEffect(() => {
    if (draft === null || draft === readTitle(session.doc)) {
      return;
    }
    const release = session.saving.holdDraft();
    const timer = setTimeout(() => {
      writeTitle(session.doc, draft);
      release();
    }, writeDelay);
    return () => {
      clearTimeout(timer);
      release();
    };
  }, [draft, session]);

  // The back button takes the field away without a blur before.
  const newest = useRef(draft);
  newest.current = draft;
  useEffect(() => () => {
    if (newest.current !== null) {
      writeTitle(session.doc, newest.current.trim());
    }
  }, [session]);

  const finish = (written: string | null) => {
    if (written !== null) {
      writeTitle(session.doc, written.trim());
      setDraft(null);
    }
  };

  return (
    <input
      ref={ref} className="title-field" data-testid="title" aria-label={t('shell.title')} spellCheck={false} readOnly={readOnly}
      // Words of another direction than the app's begin where theirs do.
      dir={(draft ?? title) === '' ? undefined : 'auto'}
      placeholder={displayTitle(session.kind, '')} maxLength={maxTitleLength} value={draft ?? title}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={() => { titleBefore.current = title; }}
      onBlur={() => finish(draft)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') {
          event.currentTarget.blur();
        } else if (event.key === 'Escape') {
          finish(titleBefore.current);
        }
      }}
    />
  );
}
