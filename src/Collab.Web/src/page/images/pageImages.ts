import type { Editor } from '@tiptap/core';
import { deviceStore } from '../../files/deviceStore';
import { translate } from '../../i18n';
import type { Session } from '../../session/session';
import { showToast } from '../../ui/notices';
import { checkImage, imagePath, imageTypes } from './imageFile';
import { sendImage, type Outcome } from './sendImage';

/** How long an image that was put in waits for the server before it is in the document all the same, in milliseconds. */
const patience = 2_000;

type Waiting = { readonly path: string; readonly blob: Blob };

/**
 * The images of a document on this device: those that were just put in, and those that the server does not have yet. They
 * are kept in the browser's storage until it has, over reloads too.
 */
export class PageImages {
  private readonly urls = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private readonly prefix: string;
  private wasReachable = false;
  private sending: Promise<Outcome> = Promise.resolve('kept');

  constructor(private readonly session: Session) {
    this.prefix = `page:${session.name}:`;
  }

  /** Sends what waits, now and whenever the server is reached again. Returns how to stop. */
  start(): () => void {
    const stop = this.session.saving.subscribe(() => this.onStatus());
    this.onStatus();
    return () => {
      stop();
      this.wasReachable = false;
      this.urls.forEach((url) => URL.revokeObjectURL(url));
      this.urls.clear();
    };
  }

  /** Puts images in, at a place or at the caret. True if any of the files was one. */
  insert(editor: Editor, files: readonly File[], at: number | null): boolean {
    const fine = files.filter((file) => {
      const verdict = checkImage(file);
      if (verdict !== 'fine') {
        showToast(translate(verdict === 'kind' ? 'page.imageKind' : 'page.imageSize'));
      }
      return verdict === 'fine';
    });
    void this.insertAll(editor, fine, at);
    return files.length > 0;
  }

  /** Lets the person choose files. */
  pick(editor: Editor): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = imageTypes.join();
    input.multiple = true;
    input.addEventListener('change', () => this.insert(editor, [...(input.files ?? [])], null));
    input.click();
  }

  /** The address of an image that this device has; null if only the server may have it. */
  async find(path: string): Promise<string | null> {
    const known = this.urls.get(path);
    if (known) {
      return known;
    }
    const waiting = await deviceStore.get<Waiting>('waiting', this.prefix + path).catch(() => undefined);
    return waiting ? this.show(waiting) : null;
  }

  /** Calls back when images that could not be loaded may be there. Returns how to stop. */
  readonly whenMoreMayBeThere = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async insertAll(editor: Editor, files: readonly File[], at: number | null): Promise<void> {
    let place = at;
    for (const file of files) {
      try {
        const content = new Uint8Array(await file.arrayBuffer());
        const size = await sizeOf(file);
        const waiting = { path: imagePath(this.session.name, content), blob: new Blob([content], { type: file.type }) };
        this.show(waiting);
        // Kept first: a server that is away, or a closed tab, loses nothing.
        await deviceStore.set('waiting', this.prefix + waiting.path, waiting).catch(() => {});
        // Mostly the server has it before others hear of it. A slow way does not keep the person waiting.
        const outcome = await Promise.race([this.send([waiting]), pause(patience)]);
        if (editor.isDestroyed || outcome === 'refused') {
          return;
        }
        const node = { type: 'image', attrs: { src: waiting.path, alt: '', ...size } };
        const chain = editor.chain().focus();
        (place === null ? chain.insertContent(node) : chain.insertContentAt(Math.min(place, editor.state.doc.content.size), node)).run();
        place = null;
      } catch {
        showToast(translate('page.imageFailed'));
      }
    }
  }

  private show({ path, blob }: Waiting): string {
    const url = this.urls.get(path) ?? URL.createObjectURL(blob);
    this.urls.set(path, url);
    return url;
  }

  private onStatus(): void {
    const { state } = this.session.saving.status;
    const isReachable = state === 'saved' || state === 'saving';
    if (isReachable && !this.wasReachable) {
      void deviceStore.list<Waiting>('waiting', this.prefix).then((waiting) => this.send(waiting), () => {});
      this.listeners.forEach((listener) => listener());
    }
    this.wasReachable = isReachable;
  }

  /** One after the other; what does not get through waits for the next time the server is reached. Tells of the last. */
  private send(all: readonly Waiting[]): Promise<Outcome> {
    this.sending = this.sending.then(async () => {
      let outcome: Outcome = 'kept';
      for (const { path, blob } of all) {
        outcome = await sendImage(this.session, blob);
        if (outcome !== 'later') {
          await deviceStore.delete('waiting', this.prefix + path).catch(() => {});
        }
        if (outcome === 'refused') {
          showToast(translate('page.imageFailed'));
        }
      }
      return outcome;
    });
    return this.sending;
  }
}

const pause = (milliseconds: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));

async function sizeOf(file: Blob): Promise<{ readonly width: number; readonly height: number }> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
