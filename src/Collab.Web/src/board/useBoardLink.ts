import { isElementLink } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../i18n';
import { offerPeerAction } from '../session/peerAction';
import type { Session } from '../session/session';
import { exposeEditor } from '../shell/automation';
import { BoardLink } from './boardLink';
import { whenLoaded } from './excalidrawScene';

/** Ties an Excalidraw to a document for as long as the component is there. Null until it has loaded. */
export function useBoardLink(api: ExcalidrawImperativeAPI | null, session: Session, isWritable: boolean): BoardLink | null {
  const [link, setLink] = useState<BoardLink | null>(null);
  const writable = useRef(isWritable);
  writable.current = isWritable;
  const t = useT();

  useEffect(() => {
    if (!api) {
      return;
    }
    let made: BoardLink | null = null;
    const cancel = whenLoaded(api, () => {
      made = new BoardLink(api, session, () => writable.current);
      setLink(made);
      exposeEditor(session, { excalidraw: api });
      if (isElementLink(location.href)) {
        // A link to one element, as Excalidraw's menu makes it.
        api.scrollToContent(location.href);
      } else if (api.getSceneElements().length > 0) {
        api.scrollToContent(undefined, { fitToViewport: true, viewportZoomFactor: 0.7, maxZoom: 1 });
      }
    });
    return () => {
      cancel();
      made?.destroy();
      setLink(null);
    };
  }, [api, session]);

  useEffect(() => {
    if (!link) {
      return;
    }
    const { following } = link;
    let takeBack = () => {};
    // Anew at each change, so that the faces show who is followed.
    const offer = () => {
      takeBack();
      const isActive = ({ id }: { readonly id: string }) => following.state().following?.id === id;
      takeBack = offerPeerAction({
        isActive,
        label: ({ id, name }) => t(isActive({ id }) ? 'board.stopFollowing' : 'board.follow', { name }),
        run: (peer) => (isActive(peer) ? following.stop() : following.follow(peer.id)),
      });
    };
    offer();
    const stop = following.subscribe(offer);
    return () => {
      stop();
      takeBack();
    };
  }, [link, t]);

  return link;
}
