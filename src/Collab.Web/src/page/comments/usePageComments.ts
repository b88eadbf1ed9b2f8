import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createThread, type CommentThread, type TextAnchor } from '../../comments/commentModel';
import { useThreads } from '../../comments/useThreads';
import { useGuest } from '../../identity/useGuest';
import type { Session } from '../../session/session';
import { anchorOf } from '../binding/positions';
import { draftRange, setActiveThread, setDraft, setThreads, threadRanges } from './commentMarks';

/** The comments of a document and what is being done with them. */
export type PageComments = {
  readonly threads: readonly CommentThread[];
  readonly active: string | null;
  readonly draft: { readonly quote: string } | null;
  readonly activate: (id: string | null) => void;
  /** Begins a comment on what is selected; false if that has no words. */
  readonly begin: () => boolean;
  /** Ends it: with words, or with null for never mind. */
  readonly end: (text: string | null) => void;
  readonly jump: (thread: CommentThread) => void;
  readonly placeOf: (thread: CommentThread) => number | null;
};

export function usePageComments(editor: Editor, session: Session): PageComments {
  const threads = useThreads(session);
  const [guest] = useGuest();
  const [active, setActive] = useState<string | null>(null);
  const [draft, setDraftQuote] = useState<{ readonly quote: string } | null>(null);
  const begun = useRef<TextAnchor | null>(null);

  useEffect(() => setThreads(editor.view, threads), [editor, threads]);
  useEffect(() => setActiveThread(editor.view, active), [editor, active]);

  const begin = useCallback(() => {
    const { from, to } = editor.state.selection;
    const anchor = from < to ? anchorOf(editor.state, { from, to }) : null;
    if (anchor) {
      begun.current = anchor;
      setDraft(editor.view, { from, to });
      setDraftQuote({ quote: anchor.quote });
      setActive(null);
    }
    return anchor !== null;
  }, [editor]);

  const end = (text: string | null) => {
    const range = draftRange(editor.state);
    // Somebody may have deleted the words meanwhile: what was said about them is kept all the same.
    const anchor = (range && anchorOf(editor.state, range)) ?? begun.current;
    setDraft(editor.view, null);
    setDraftQuote(null);
    if (anchor && text !== null) {
      setActive(createThread(session.doc, anchor, guest, text, Date.now()));
    }
    if (editor.isEditable) {
      // Behind the words: what can be done with them has been done.
      editor.chain().setTextSelection(range?.to ?? editor.state.selection.to).focus().run();
    }
  };

  const jump = (thread: CommentThread) => {
    const range = threadRanges(editor.state).get(thread.id);
    setActive(thread.id);
    if (range) {
      const { node } = editor.view.domAtPos(range.from);
      const element = node instanceof Element ? node : node.parentElement;
      element?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }
  };

  const placeOf = (thread: CommentThread) => threadRanges(editor.state).get(thread.id)?.from ?? null;

  return { threads, active, draft, activate: setActive, begin, end, jump, placeOf };
}
