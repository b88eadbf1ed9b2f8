import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { CommentPanel } from '../../comments/CommentPanel';
import type { AccessRight } from '../../session/access';
import type { Session } from '../../session/session';
import { threadRanges } from './commentMarks';
import type { PageComments } from './usePageComments';

type Properties = {
  readonly editor: Editor;
  readonly session: Session;
  readonly access: AccessRight;
  readonly comments: PageComments;
  readonly onClose: () => void;
};

/** The panel of a document's comments, drawn anew when their order in the text changes. */
export function PageCommentPanel({ editor, session, access, comments, onClose }: Properties) {
  useEditorState({ editor, selector: () => orderOf(editor) });
  return (
    <CommentPanel
      session={session} threads={comments.threads} access={access} placeOf={comments.placeOf} active={comments.active}
      onJump={comments.jump} draft={comments.draft} onDraft={comments.end} onClose={onClose}
    />
  );
}

const orderOf = (editor: Editor): string =>
  [...threadRanges(editor.state)].sort(([, a], [, b]) => a.from - b.from).map(([id]) => id).join();
