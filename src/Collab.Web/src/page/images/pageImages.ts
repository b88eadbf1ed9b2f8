import type { Editor } from '@tiptap/core';
import { fileTypes } from '../../files/fileClient';
import { FileUploads } from '../../files/fileUploads';
import { uploadImage } from '../../files/imageUpload';
import { waitingStore } from '../../files/waitingStore';
import { translate } from '../../i18n';
import type { Session } from '../../session/session';
import { showToast } from '../../ui/notices';
import { placeOf, rangeOfPlace, type Range } from '../binding/positions';
import { checkImage, hashOf, imagePath } from './imageFile';
import { placeImage, selectedRange } from './placeImage';

/** How long an image that was put in waits for the server before it is in the document all the same, in milliseconds. */
const patience = 2_000;

/**
 * The images of a document on this device: those that were just put in, and those that the server does not have yet. They
 * are kept in the browser's storage until it has, over reloads too.
 */
export class PageImages {
  /** Addresses within this browser, by the path that the document has. */
  private readonly urls = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private readonly refused = new Set<string>();
  private uploads: FileUploads | null = null;
  private wasReachable = false;

  constructor(private readonly session: Session) {}

  /** Sends what waits, now and whenever the server is reached again. Returns how to stop. */
  start(): () => void {
    const { session } = this;
    const uploads = new FileUploads(session.name, waitingStore, uploadImage(session), {
      stored: () => {},
      refused: ({ id }, reason) => {
        this.refused.add(id);
        showToast(translate(reason === 'tooBig' ? 'page.imageSize' : 'page.imageFailed'));
      },
    });
    this.uploads = uploads;
    const stop = session.saving.subscribe(this.onStatus);
    this.onStatus();
    return () => {
      stop();
      uploads.destroy();
      this.uploads = null;
      this.wasReachable = false;
      this.urls.forEach((url) => URL.revokeObjectURL(url));
      this.urls.clear();
    };
  }

  /** Puts images in, one behind the other, instead of a range or of what is selected. True if there were any files. */
  insert(editor: Editor, files: readonly File[], range: Range = selectedRange(editor.state)): boolean {
    const fine = files.filter((file) => {
      const verdict = checkImage(file);
      if (verdict !== 'fine') {
        showToast(translate(verdict === 'kind' ? 'page.imageKind' : 'page.imageSize'));
      }
      return verdict === 'fine';
    });
    editor.commands.focus();
    void this.insertAll(editor, fine, range);
    return files.length > 0;
  }

  /** Lets the person choose files. */
  pick(editor: Editor): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = [...fileTypes].join();
    input.multiple = true;
    input.addEventListener('change', () => this.insert(editor, [...(input.files ?? [])]));
    input.click();
  }

  /** The address of an image that this device has; null if only the server may have it. */
  async find(path: string): Promise<string | null> {
    if (!this.urls.has(path)) {
      await this.uploads?.loaded;
      const waiting = this.uploads?.waiting().find(({ id }) => path === imagePath(this.session.name, id));
      return waiting ? this.show(path, waiting.image) : null;
    }
    return this.urls.get(path) ?? null;
  }

  /** Calls back when images that could not be loaded may be there. Returns how to stop. */
  readonly whenMoreMayBeThere = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async insertAll(editor: Editor, files: readonly File[], range: Range): Promise<void> {
    let place = placeOf(editor.state, range);
    for (const file of files) {
      try {
        const content = new Uint8Array(await file.arrayBuffer());
        const size = await sizeOf(file);
        const hash = hashOf(content);
        const path = imagePath(this.session.name, hash);
        const image = new Blob([content], { type: file.type });
        this.show(path, image);
        this.uploads?.add(hash, image, Date.now());
        // Mostly the server has it before others hear of it. A slow way does not keep the person waiting.
        await Promise.race([this.sent(hash), pause(patience)]);
        if (editor.isDestroyed || this.refused.has(hash)) {
          return;
        }
        // Others, and the person too, may have written on meanwhile.
        const { transaction, next } = placeImage(
          editor.state, rangeOfPlace(editor.state, place) ?? selectedRange(editor.state), { src: path, alt: '', ...size });
        editor.view.dispatch(transaction);
        place = placeOf(editor.state, next);
      } catch {
        // No image, whatever its file says.
        showToast(translate('page.imageFailed'));
      }
    }
  }

  /** Fulfilled when an image waits no more. */
  private sent(hash: string): Promise<void> {
    return new Promise((resolve) => {
      const { uploads } = this;
      if (!uploads?.has(hash)) {
        resolve();
        return;
      }
      const stop = uploads.subscribe(() => {
        if (!uploads.has(hash)) {
          stop();
          resolve();
        }
      });
    });
  }

  private show(path: string, image: Blob): string {
    const url = this.urls.get(path) ?? URL.createObjectURL(image);
    this.urls.set(path, url);
    return url;
  }

  private readonly onStatus = (): void => {
    const { state } = this.session.saving.status;
    const isReachable = state === 'saved' || state === 'saving';
    if (isReachable && !this.wasReachable) {
      this.uploads?.retry();
      this.listeners.forEach((listener) => listener());
    }
    this.wasReachable = isReachable;
  };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function sizeOf(file: Blob): Promise<{ readonly width: number; readonly height: number }> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
