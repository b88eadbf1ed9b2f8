import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { AccessRight } from '../../session/access';
import type { Session } from '../../session/session';
import { MentionMenu } from '../mentions/MentionMenu';
import { blockKinds } from './blockKinds';
import { SelectionBubble } from './SelectionBubble';
import { SlashMenu } from './SlashMenu';
import { TableBar } from './TableBar';
import { readTrigger } from './triggers';

type Properties = {
  readonly editor: Editor;
  readonly session: Session;
  readonly access: AccessRight;
  readonly onComment: () => void;
};

/** The menus that appear beside the text, when there is a reason for them. */
export function PageMenus({ editor, session, access, onComment }: Properties) {
  return (
    <>
      {access === 'write' && <TableBar editor={editor} />}
      {access === 'write' && <TypedMenu editor={editor} session={session} />}
      <SelectionBubble editor={editor} access={access} onComment={onComment} />
    </>
  );
}

/** The menu for what was typed: / or @. */
function TypedMenu({ editor, session }: { readonly editor: Editor; readonly session: Session }) {
  const trigger = useEditorState({ editor, selector: () => readTrigger(editor.state) });
  switch (trigger?.kind) {
    case 'slash':
      return <SlashMenu editor={editor} trigger={trigger} kinds={blockKinds} />;
    case 'mention':
      return <MentionMenu editor={editor} session={session} trigger={trigger} />;
    default:
      return null;
  }
}
