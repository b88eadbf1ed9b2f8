import type { Extensions } from '@tiptap/core';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Placeholder } from '@tiptap/extensions/placeholder';
import { translate } from '../i18n';
import { CheckedAwareness } from '../session/checkedAwareness';
import type { AwarenessUser } from '../session/peers';
import type { Session } from '../session/session';
import { SharedContent } from './binding/sharedContent';
import { BlockKeys } from './blocks/blockKeys';
import { LastParagraph } from './blocks/lastParagraph';
import { TaskShortcut } from './blocks/taskShortcut';
import { CaretBlock } from './caretBlock';
import { caretReading } from './caretReading';
import { CommentMarks } from './comments/commentMarks';
import { contentExtensions } from './contentExtensions';
import { FindMarks } from './find/findMarks';
import type { PageImages } from './images/pageImages';
import { MarkdownPaste } from './markdown/markdownPaste';
import { Headings } from './outline/headings';
import { Triggers } from './menus/triggers';
import { Undirected } from './undirected';

/** Everything a document can hold, bound to the Y.XmlFragment `content`. Undo is Collaboration's: own edits only. */
export function pageExtensions(session: Session, images: PageImages): Extensions {
  return [
    ...contentExtensions(images),
    Placeholder.configure({
      placeholder: ({ node }) => translate(node.type.name === 'heading' ? 'page.headingPlaceholder' : 'page.placeholder'),
    }),
    Triggers,
    CommentMarks,
    FindMarks,
    Headings,
    MarkdownPaste,
    BlockKeys,
    LastParagraph,
    TaskShortcut,
    CaretBlock,
    Undirected,
    caretReading(session),
    SharedContent.configure({ document: session.doc, field: 'content' }),
    CollaborationCaret.configure({
      provider: { awareness: new CheckedAwareness(session.awareness, 'content') },
      user: session.awareness.getLocalState()?.['user'] as AwarenessUser,
    }),
  ];
}
