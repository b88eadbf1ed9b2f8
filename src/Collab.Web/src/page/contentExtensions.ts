import type { Extensions } from '@tiptap/core';
import { Highlight } from '@tiptap/extension-highlight';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { TableKit } from '@tiptap/extension-table';
import { TextAlign } from '@tiptap/extension-text-align';
import { StarterKit } from '@tiptap/starter-kit';
import { isSafeLink } from '../app/links';
import { UnknownBlock, UnknownInline } from './binding/unknownContent';
import { Callout } from './blocks/callout';
import { CodeBlock } from './blocks/codeBlock';
import { ImageBlock } from './images/imageBlock';
import type { PageImages } from './images/pageImages';
import { Mention } from './mentions/mention';

/** Everything that a document can hold; without `images` they can be read, but neither shown nor put in. */
export function contentExtensions(images?: PageImages): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      codeBlock: false,
      // LastParagraph does it, without writing for who only looks.
      trailingNode: false,
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
    images ? ImageBlock.configure({ images }) : ImageBlock,
    Mention,
    UnknownBlock,
    UnknownInline,
  ];
}
