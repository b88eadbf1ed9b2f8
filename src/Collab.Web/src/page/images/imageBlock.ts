import { mergeAttributes, Node } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { isOwnFile } from '../binding/attributes';
import { ImageView } from './imageView';
import type { PageImages } from './pageImages';

/** What the extension keeps: how to ask for files to insert. */
export type ImageStorage = { pick: () => void };

/** An image: one of this server's files, with words for those who cannot see it. Other addresses are never asked for. */
export const ImageBlock = Node.create<{ images: PageImages }, ImageStorage>({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,

  addStorage: () => ({ pick: () => {} }),

  addAttributes: () => ({
    src: { default: null },
    alt: { default: '' },
    width: { default: null, parseHTML: sizeOf('width') },
    height: { default: null, parseHTML: sizeOf('height') },
  }),

  parseHTML: () => [{ tag: 'img[src]', getAttrs: (element) => (isOwnFile(element.getAttribute('src') ?? '') ? null : false) }],

  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes)],

  addNodeView() {
    const { images } = this.options;
    return ({ node, editor, getPos }) => new ImageView(node, editor, getPos, images);
  },

  onCreate() {
    this.storage.pick = () => this.options.images.pick(this.editor);
  },

  addProseMirrorPlugins() {
    const { editor, options: { images } } = this;
    return [new Plugin({
      props: {
        handlePaste: (_view, event) => {
          const files = imagesOf(event.clipboardData);
          // Office programs put a picture of what was copied beside it.
          const isPicture = files.length > 0 && !hasWords(event.clipboardData);
          return isPicture && editor.isEditable && images.insert(editor, files);
        },
        handleDrop: (view, event) => {
          const files = imagesOf(event.dataTransfer);
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (files.length === 0 || !editor.isEditable) {
            return false;
          }
          event.preventDefault();
          return images.insert(editor, files, at ? { from: at.pos, to: at.pos } : undefined);
        },
      },
    })];
  },
});

const imagesOf = (data: DataTransfer | null): readonly File[] => [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));

function hasWords(data: DataTransfer | null): boolean {
  const html = data?.getData('text/html') ?? '';
  return (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim() !== '';
}

function sizeOf(name: string) {
  return (element: HTMLElement) => Number(element.getAttribute(name)) || null;
}
