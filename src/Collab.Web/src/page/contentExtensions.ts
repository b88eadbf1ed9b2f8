import type { Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Highlight } from '@tiptap/extension-highlight';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { TableKit } from '@tiptap/extension-table';
import { Text } from '@tiptap/extension-text';
import { TextAlign } from '@tiptap/extension-text-align';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import { Underline } from '@tiptap/extension-underline';
import { translate } from '../i18n';
import { UnknownBlock, UnknownInline } from './binding/unknownContent';
import { Callout } from './blocks/callout';
import { CodeBlock } from './blocks/codeBlock';
import { ImageBlock } from './images/imageBlock';
import type { PageImages } from './images/pageImages';
import { Link } from './marks/link';
import { Mention } from './mentions/mention';

/** What has a mark at the side where its words begin: that is the words' own affair, not the app's language's. */
const directed = { HTMLAttributes: { dir: 'auto' } };

/** Everything that a document can hold; without `images` they can be read, but neither shown nor put in. */
export function contentExtensions(images?: PageImages): Extensions {
  return [
    Document,
    Text,
    Paragraph,
    Heading.configure({ levels: [1, 2, 3] }),
    Blockquote.configure(directed),
    HorizontalRule,
    HardBreak,
    BulletList.configure(directed),
    OrderedList.configure(directed),
    ListItem,
    ListKeymap,
    Bold,
    Italic,
    Underline,
    Strike,
    Code,
    Link,
    Dropcursor.configure({ color: 'var(--accent)', width: 3 }),
    Gapcursor,
    Highlight,
    TextAlign.configure({ types: ['heading', 'paragraph'], alignments: ['start', 'center', 'end'] }),
    TaskList.configure(directed),
    TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => node.firstChild?.textContent.slice(0, 100) || translate('page.taskList') } }),
    TableKit.configure({ table: { resizable: false } }),
    Callout,
    CodeBlock,
    images ? ImageBlock.configure({ images }) : ImageBlock,
    Mention,
    UnknownBlock,
    UnknownInline,
  ];
}
