import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Session } from '../session/session';
import { BoardBinding } from './boardBinding';
import { BoardPresenceLink } from './boardPresence';
import { excalidrawScene } from './excalidrawScene';
import { excalidrawFollowingView } from './excalidrawView';
import { Following } from './following';
import { keepTextsMeasured } from './textMeasure';

/** An Excalidraw that has loaded, tied to a document: its content, who else is on it, and whose view is followed. */
export class BoardLink {
  readonly presence: BoardPresenceLink;
  readonly following: Following;
  private readonly binding: BoardBinding;
  private readonly stopMeasuring: () => void;

  constructor(readonly api: ExcalidrawImperativeAPI, session: Session, isWritable: () => boolean) {
    this.binding = new BoardBinding(session.doc, excalidrawScene(api), isWritable);
    this.presence = new BoardPresenceLink(api, session.awareness);
    this.following = new Following(session.awareness, excalidrawFollowingView(api, this.presence));
    this.stopMeasuring = keepTextsMeasured(api);
    addEventListener('pagehide', this.flush);
    document.addEventListener('visibilitychange', this.flush);
  }

  destroy(): void {
    removeEventListener('pagehide', this.flush);
    document.removeEventListener('visibilitychange', this.flush);
    this.stopMeasuring();
    this.following.destroy();
    this.presence.destroy();
    this.binding.destroy();
  }

  private readonly flush = (): void => this.binding.flush();
}
