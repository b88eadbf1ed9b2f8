import { useEffect, useMemo, useState } from 'react';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { createThread, type BoardAnchor, type CommentThread } from '../../comments/commentModel';
import { useThreads } from '../../comments/useThreads';
import { useCommands } from '../../commands/useCommands';
import { useT } from '../../i18n';
import { useGuest } from '../../identity/useGuest';
import { useAccess } from '../../session/access';
import type { Session } from '../../session/session';
import { ElementLookup, placeOf } from './pins';

/** What is open of a board's comments: one thread, one being written, or the tool to put one somewhere. */
export type CommentMode =
  | { readonly is: 'idle' }
  | { readonly is: 'placing' }
  | { readonly is: 'writing'; readonly anchor: BoardAnchor }
  | { readonly is: 'reading'; readonly thread: string };

export type BoardComments = {
  readonly session: Session;
  readonly threads: readonly CommentThread[];
  readonly mode: CommentMode;
  readonly setMode: (mode: CommentMode) => void;
  readonly isPanelOpen: boolean;
  readonly setPanelOpen: (isOpen: boolean) => void;
  readonly canComment: boolean;
  readonly lookup: ElementLookup;
  /** Begins a thread where one is being written; null gives it up. */
  readonly write: (text: string | null) => void;
  /** Shows a thread, its pin in the middle of what is seen. */
  readonly show: (thread: CommentThread) => void;
};

const idle: CommentMode = { is: 'idle' };

/** The comments of a board: its threads and what is open of them. */
export function useBoardComments(api: ExcalidrawImperativeAPI | null, session: Session): BoardComments {
  const t = useT();
  const threads = useThreads(session);
  const [guest] = useGuest();
  const canComment = useAccess(session) !== 'read';
  const [mode, setMode] = useState<CommentMode>(idle);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const lookup = useMemo(() => new ElementLookup(() => api?.getSceneElementsIncludingDeleted() ?? []), [api]);

  useEffect(() => {
    if (mode.is === 'reading' && !threads.some(({ id }) => id === mode.thread)) {
      setMode(idle);
    }
  }, [mode, threads]);

  useCommands(() => [
    {
      id: 'board.comments', group: 'view', title: t(isPanelOpen ? 'board.hideComments' : 'board.showComments'),
      run: () => setPanelOpen(!isPanelOpen),
    },
    ...(canComment && api
      ? [{ id: 'board.comment', group: 'edit', title: t('board.comment'), shortcut: 'C', run: () => setMode({ is: 'placing' }) } as const]
      : []),
  ], [t, isPanelOpen, canComment, api]);

  const write = (text: string | null) => {
    const id = text !== null && mode.is === 'writing' && canComment
      ? createThread(session.doc, mode.anchor, guest, text, Date.now())
      : null;
    setMode(id === null ? idle : { is: 'reading', thread: id });
  };

  const show = (thread: CommentThread) => {
    const place = placeOf(thread, lookup);
    if (api && place) {
      const { width, height, zoom } = api.getAppState();
      api.updateScene({
        appState: { scrollX: width / 2 / zoom.value - place.x, scrollY: height / 2 / zoom.value - place.y, userToFollow: null },
      });
      setMode({ is: 'reading', thread: thread.id });
    }
  };

  return { session, threads, mode, setMode, isPanelOpen, setPanelOpen, canComment, lookup, write, show };
}
