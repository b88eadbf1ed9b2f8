import type { Extensions } from '@tiptap/core';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Highlight } from '@tiptap/extension-highlight';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import { StarterKit } from '@tiptap/starter-kit';
import { isSafeLink } from '../app/links';
import { CheckedAwareness } from '../session/checkedAwareness';
import type { AwarenessUser } from '../session/peers';
import type { Session } from '../session/session';
import { SharedContent } from './binding/sharedContent';
import { UnknownBlock, UnknownInline } from './binding/unknownContent';
import { caretReading } from './caretReading';

/** Everything a document can hold, bound to the Y.XmlFragment `content`. Undo is Collaboration's: own edits only. */
export function pageExtensions(session: Session): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      heading: { levels: [1, 2, 3] },
      link: {
        openOnClick: false,
        defaultProtocol: 'https',
        isAllowedUri: (address) => isSafeLink(address),
        HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
      },
    }),
    Highlight,
    TaskList,
    TaskItem.configure({ nested: true }),
    TableKit.configure({ table: { resizable: false } }),
    Placeholder.configure({ placeholder: 'Write something, or start with # for a heading…' }),
    caretReading(session),
    UnknownBlock,
    UnknownInline,
    SharedContent.configure({ document: session.doc, field: 'content' }),
    CollaborationCaret.configure({
      provider: { awareness: new CheckedAwareness(session.awareness, 'content') },
      user: session.awareness.getLocalState()?.['user'] as AwarenessUser,
    }),
  ];
}
