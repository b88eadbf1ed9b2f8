import type { Extensions } from '@tiptap/core';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Highlight } from '@tiptap/extension-highlight';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { TableKit } from '@tiptap/extension-table';
import { TextAlign } from '@tiptap/extension-text-align';
import { Placeholder } from '@tiptap/extensions';
import { StarterKit } from '@tiptap/starter-kit';
import { isSafeLink } from '../app/links';
import { translate } from '../i18n';
import { CheckedAwareness } from '../session/checkedAwareness';
import type { AwarenessUser } from '../session/peers';
import type { Session } from '../session/session';
import { SharedContent } from './binding/sharedContent';
import { UnknownBlock, UnknownInline } from './binding/unknownContent';
import { BlockKeys } from './blocks/blockKeys';
import { Callout } from './blocks/callout';
import { CodeBlock } from './blocks/codeBlock';
import { caretReading } from './caretReading';
import { CommentMarks } from './comments/commentMarks';
import { FindMarks } from './find/findMarks';
import { Headings } from './outline/headings';
import { Triggers } from './menus/triggers';

/** Everything a document can hold, bound to the Y.XmlFragment `content`. Undo is Collaboration's: own edits only. */
export function pageExtensions(session: Session): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      codeBlock: false,
      heading: { levels: [1, 2, 3] },
      dropcursor: { color: 'var(--accent)', width: 3 },
      link: {
        openOnClick: false,
        defaultProtocol: 'https',
        isAllowedUri: (address) => isSafeLink(address),
        HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
      },
    }),
    Highlight,
    TextAlign.configure({ types: ['heading', 'paragraph'], alignments: ['start', 'center', 'end'] }),
    TaskList,
    TaskItem.configure({ nested: true }),
    TableKit.configure({ table: { resizable: false } }),
    Callout,
    CodeBlock,
    UnknownBlock,
    UnknownInline,
    Placeholder.configure({
      placeholder: ({ node }) => translate(node.type.name === 'heading' ? 'page.headingPlaceholder' : 'page.placeholder'),
    }),
    Triggers,
    CommentMarks,
    FindMarks,
    Headings,
    BlockKeys,
    caretReading(session),
    SharedContent.configure({ document: session.doc, field: 'content' }),
    CollaborationCaret.configure({
      provider: { awareness: new CheckedAwareness(session.awareness, 'content') },
      user: session.awareness.getLocalState()?.['user'] as AwarenessUser,
    }),
  ];
}
