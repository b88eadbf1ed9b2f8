import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { translate } from '../../i18n';
import { isOwnFile } from '../binding/attributes';
import type { PageImages } from './pageImages';

/** Milliseconds until an image that has not come is asked for again, the last one for all that follow. */
const retryPauses = [3_000, 10_000, 30_000, 120_000] as const;

/** How an image is shown: itself, what stands for it until it has come, and a field for its description while selected. */
export class ImageView {
  readonly dom = document.createElement('figure');
  private readonly image = document.createElement('img');
  private readonly note = document.createElement('p');
  private readonly description = document.createElement('input');
  private readonly stopWaiting: () => void;
  private shown = '';
  private retries = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private node: Node, private readonly editor: Editor, private readonly getPos: () => number | undefined,
    private readonly images: PageImages,
  ) {
    this.dom.className = 'image-block';
    this.image.decoding = 'async';
    this.image.draggable = false;
    this.image.addEventListener('load', this.loaded);
    this.image.addEventListener('error', this.failed);
    this.note.className = 'image-note';
    this.description.className = 'image-alt';
    this.description.dir = 'auto';
    this.description.maxLength = 500;
    this.description.placeholder = translate('page.imageAltHint');
    this.description.setAttribute('aria-label', translate('page.imageAlt'));
    this.description.addEventListener('change', this.describe);
    this.description.addEventListener('keydown', this.leaveDescription);
    this.dom.append(this.image, this.note);
    this.stopWaiting = images.whenMoreMayBeThere(this.retry);
    this.show();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) {
      return false;
    }
    this.node = node;
    this.show();
    return true;
  }

  selectNode(): void {
    this.dom.classList.add('ProseMirror-selectednode');
    if (this.editor.isEditable) {
      this.dom.append(this.description);
    }
  }

  deselectNode(): void {
    this.dom.classList.remove('ProseMirror-selectednode');
    this.description.remove();
  }

  ignoreMutation(): boolean {
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target === this.description;
  }

  destroy(): void {
    this.stopWaiting();
    clearTimeout(this.retryTimer);
  }

  private show(): void {
    const { src, alt, width, height } = this.node.attrs as Record<string, unknown>;
    const path = typeof src === 'string' && isOwnFile(src) ? src : '';
    this.image.alt = typeof alt === 'string' ? alt : '';
    if (document.activeElement !== this.description) {
      this.description.value = this.image.alt;
    }
    // The room it takes is known before it has come, so that the text below does not jump.
    if (typeof width === 'number' && typeof height === 'number') {
      this.image.width = width;
      this.image.height = height;
      this.image.style.aspectRatio = `${width} / ${height}`;
    }
    if (path === '') {
      this.image.hidden = true;
      this.tell(translate('page.imageRefused'));
    } else if (path !== this.shown) {
      this.shown = path;
      void this.load(path);
    }
  }

  /** From this device if it has it, as it has not reached the server perhaps; else from the server. */
  private async load(path: string): Promise<void> {
    const own = await this.images.find(path);
    if (this.shown === path) {
      this.image.src = own ?? path;
    }
  }

  private readonly loaded = (): void => {
    this.image.hidden = false;
    this.tell('');
  };

  private readonly failed = (): void => {
    this.image.hidden = true;
    this.tell(translate('page.imageWaiting'));
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(this.retry, retryPauses[Math.min(this.retries++, retryPauses.length - 1)]);
  };

  /** It may be there by now: whoever put it in was offline, or the server was away. */
  private readonly retry = (): void => {
    if (this.image.hidden && this.shown !== '') {
      this.image.src = `${this.shown}?again=${Date.now()}`;
    }
  };

  private tell(words: string): void {
    this.note.textContent = words;
    this.note.hidden = words === '';
  }

  private readonly describe = (): void => {
    const at = this.getPos();
    if (at !== undefined) {
      this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(at, 'alt', this.description.value.trim()));
    }
  };

  private readonly leaveDescription = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      this.describe();
      this.editor.commands.focus();
    }
  };
}
