import * as Y from 'yjs';
import type { DownloadAnswer } from '../files/fileClient';
import { fromDataUrl, toDataUrl } from '../files/dataUrl';
import type { FileUploads } from '../files/fileUploads';
import { readFileEntry, type BoardFile, type FileEntry } from './boardFiles';

/** What of a drawing surface has to do with images. */
export interface ImageScene {
  /** Images that the surface can draw, by id. */
  files(): Readonly<Record<string, BoardFile>>;
  addFiles(files: readonly BoardFile[]): void;
  onChange(changed: () => void): () => void;
}

/** What images go through on their way to the server and back. */
export type ImageTransport = {
  readonly uploads: Pick<FileUploads, 'has' | 'add' | 'waiting' | 'loaded'>;
  readonly download: (hash: string) => Promise<DownloadAnswer>;
  /** An image of a type that the server takes; null if it cannot be made one. */
  readonly prepare: (image: Blob) => Promise<Blob | null>;
  /** The image cannot be shared; only who inserted it sees it. */
  readonly refused: () => void;
};

/** Downloads at one time. */
const maxDownloads = 4;

/** Milliseconds between two attempts to get what the server did not give. */
const retryPause = 10_000;

/**
 * Keeps the images of a board: those inserted here go to the server, and the document's `files` get their hash once it has
 * them; those of others come from there. Only images that an element shows are asked for.
 */
export class BoardImages {
  private readonly elements: Y.Map<unknown>;
  private readonly entries: Y.Map<unknown>;
  /** Shown by an element, but neither here nor at the server that we know of: somebody else's, or about to be here. */
  private readonly missing = new Set<string>();
  /** On their way here, or tried in vain and to be tried again. */
  private readonly wanted = new Map<string, 'queued' | 'loading' | 'failed'>();
  private readonly preparing = new Set<string>();
  private readonly stopListening: () => void;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isOver = false;

  constructor(
    doc: Y.Doc, private readonly scene: ImageScene, private readonly transport: ImageTransport,
    private readonly isWritable: () => boolean,
  ) {
    this.elements = doc.getMap('elements');
    this.entries = doc.getMap('files');
    this.elements.observeDeep(this.onElements);
    this.entries.observe(this.onEntries);
    this.stopListening = scene.onChange(this.onScene);
    this.elements.forEach((map) => this.consider(shownFile(map)));
    void this.showWaiting();
  }

  /** Tries again what the server did not give. */
  readonly retry = (): void => {
    for (const [id, state] of this.wanted) {
      if (state === 'failed') {
        this.wanted.set(id, 'queued');
      }
    }
    this.loadNext();
  };

  destroy(): void {
    this.isOver = true;
    this.elements.unobserveDeep(this.onElements);
    this.entries.unobserve(this.onEntries);
    this.stopListening();
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
  }

  /** Images that wait for the server since an earlier visit are on this device only, so nobody else can show them here. */
  private async showWaiting(): Promise<void> {
    await this.transport.uploads.loaded;
    for (const { id, image, created } of this.transport.uploads.waiting()) {
      if (!this.isOver && !this.scene.files()[id]) {
        this.scene.addFiles([{ id, mimeType: image.type, dataURL: await toDataUrl(image), created }]);
      }
    }
  }

  private readonly onElements = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) {
      if (event.path.length > 0) {
        this.consider(shownFile(event.target));
      } else {
        event.changes.keys.forEach((_change, id) => this.consider(shownFile(this.elements.get(id))));
      }
    }
  };

  private readonly onEntries = (event: Y.YMapEvent<unknown>): void => {
    event.keysChanged.forEach((id) => {
      if (this.missing.has(id)) {
        this.consider(id);
      }
    });
  };

  private readonly onScene = (): void => {
    if (this.missing.size > 0) {
      const files = this.scene.files();
      [...this.missing].filter((id) => files[id]).forEach((id) => this.consider(id));
    }
  };

  private consider(id: string | null): void {
    if (id === null || this.wanted.has(id)) {
      return;
    }
    const here = this.scene.files()[id];
    const entry = readFileEntry(this.entries.get(id));
    if (here) {
      this.missing.delete(id);
      if (!entry) {
        void this.share(here);
      }
    } else if (!entry) {
      this.missing.add(id);
    } else if (entry.kind === 'inline') {
      this.missing.delete(id);
      this.scene.addFiles([entry.file]);
    } else {
      this.missing.delete(id);
      this.wanted.set(id, 'queued');
      this.loadNext();
    }
  }

  private async share({ id, dataURL, created }: BoardFile): Promise<void> {
    if (!this.isWritable() || this.preparing.has(id) || this.transport.uploads.has(id)) {
      return;
    }
    this.preparing.add(id);
    const original = fromDataUrl(dataURL);
    const image = original && (await this.transport.prepare(original));
    // It stays among them if it cannot be shared, or it would be tried at every change.
    if (!image) {
      this.transport.refused();
    } else {
      // Also if the board was left meanwhile: nobody else has the bytes.
      this.transport.uploads.add(id, image, created);
      this.preparing.delete(id);
    }
  }

  private loadNext(): void {
    const loading = [...this.wanted.values()].filter((state) => state === 'loading').length;
    const queued = [...this.wanted].filter(([, state]) => state === 'queued').map(([id]) => id);
    queued.slice(0, Math.max(0, maxDownloads - loading)).forEach((id) => void this.load(id));
  }

  private async load(id: string): Promise<void> {
    const entry = readFileEntry(this.entries.get(id));
    if (entry?.kind !== 'stored') {
      this.wanted.delete(id);
      return;
    }
    this.wanted.set(id, 'loading');
    const answer = await this.transport.download(entry.hash);
    if (this.isOver) {
      return;
    }
    if (answer.kind === 'file') {
      this.wanted.delete(id);
      await this.show(id, entry, answer.blob);
    } else {
      this.wanted.set(id, 'failed');
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.retry();
      }, retryPause);
    }
    this.loadNext();
  }

  private async show(id: string, { created }: FileEntry & { readonly kind: 'stored' }, image: Blob): Promise<void> {
    const dataURL = await toDataUrl(image);
    if (!this.isOver) {
      this.scene.addFiles([{ id, mimeType: image.type, dataURL, created }]);
    }
  }
}

/** Notes in a document where the server keeps an image. */
export function writeFileEntry(doc: Y.Doc, id: string, mimeType: string, created: number, hash: string): void {
  doc.getMap('files').set(id, { id, mimeType, created, hash });
}

/** The entry as an update, for a document that is not open any more. */
export function fileEntryDocument(id: string, mimeType: string, created: number, hash: string): Y.Doc {
  const doc = new Y.Doc();
  writeFileEntry(doc, id, mimeType, created, hash);
  return doc;
}

/** The image that an element of the document shows; null for all else. */
function shownFile(map: unknown): string | null {
  if (!(map instanceof Y.Map) || map.get('type') !== 'image' || map.get('isDeleted') === true) {
    return null;
  }
  const id: unknown = map.get('fileId');
  return typeof id === 'string' && id !== '' ? id : null;
}
