import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { WebsocketProvider } from 'y-websocket';
import { downloadFile } from '../files/fileClient';
import { FileUploads, type WaitingFile } from '../files/fileUploads';
import { uploadImage } from '../files/imageUpload';
import { asServerImage } from '../files/rasterize';
import { waitingStore } from '../files/waitingStore';
import { translate } from '../i18n';
import type { Session } from '../session/session';
import { uploadDocument } from '../session/upload';
import { showToast } from '../ui/notices';
import { BoardBinding } from './boardBinding';
import { BoardImages, fileEntryDocument, writeFileEntry } from './boardImages';
import { BoardPresenceLink } from './boardPresence';
import { focusDialogs } from './dialogFocus';
import { excalidrawScene } from './excalidrawScene';
import { excalidrawFollowingView } from './excalidrawView';
import { Following } from './following';
import { nameMenuButton } from './menuName';
import { keepTextsMeasured } from './textMeasure';

/** An Excalidraw that has loaded, tied to a document: its content and images, who else is on it, and whose view is followed. */
export class BoardLink {
  readonly presence: BoardPresenceLink;
  readonly following: Following;
  readonly uploads: FileUploads;
  private readonly binding: BoardBinding;
  private readonly images: BoardImages;
  private readonly provider: WebsocketProvider;
  private readonly stopMending: readonly (() => void)[];

  constructor(readonly api: ExcalidrawImperativeAPI, session: Session, isWritable: () => boolean) {
    const scene = excalidrawScene(api);
    this.binding = new BoardBinding(session.doc, scene, isWritable);
    this.uploads = new FileUploads(session.name, waitingStore, uploadImage(session), {
      stored: (file, hash) => noteStored(session, file, hash),
      refused: (_file, reason) => showToast(translate(reason === 'tooBig' ? 'board.imageTooBig' : 'board.imageRefused')),
    });
    this.images = new BoardImages(session.doc, scene, {
      uploads: this.uploads,
      download: (hash) => downloadFile(session.name, hash),
      prepare: asServerImage,
      refused: () => showToast(translate('board.imageRefused')),
    }, isWritable);
    this.presence = new BoardPresenceLink(api, session.awareness);
    this.following = new Following(session.awareness, excalidrawFollowingView(api, this.presence));
    this.stopMending = [keepTextsMeasured(api), focusDialogs(api), nameMenuButton(api)];
    this.provider = session.provider;
    this.provider.on('sync', this.retry);
    addEventListener('pagehide', this.flush);
    document.addEventListener('visibilitychange', this.flush);
  }

  destroy(): void {
    removeEventListener('pagehide', this.flush);
    document.removeEventListener('visibilitychange', this.flush);
    this.stopMending.forEach((stop) => stop());
    this.following.destroy();
    this.presence.destroy();
    this.provider.off('sync', this.retry);
    // First: an image that was just inserted is on its way only once its element is in the document.
    this.binding.destroy();
    this.images.destroy();
    this.uploads.leave();
  }

  /** The server is there again. */
  private readonly retry = (): void => {
    this.uploads.retry();
    this.images.retry();
  };

  private readonly flush = (): void => this.binding.flush();
}

/** Tells the document where an image is; one that was left and is closed by now over HTTP. */
async function noteStored(session: Session, { id, image, created }: WaitingFile, hash: string): Promise<boolean> {
  const { doc, name } = session;
  if (!doc.isDestroyed) {
    writeFileEntry(doc, id, image.type, created, hash);
    return true;
  }
  return (await uploadDocument(name, fileEntryDocument(id, image.type, created, hash), session.headers)) === 'stored';
}
