import { useLayoutEffect, useRef } from 'react';
import { useAccess } from '../session/access';
import type { Session } from '../session/session';
import { ThumbnailKeeper } from './thumbnailKeeper';
import { uploadThumbnail } from './uploadThumbnail';

/** Draws the document as it is now, on white, in `thumbnailWidth` by `thumbnailHeight` (size.ts); null if there is nothing to draw. */
export type DrawThumbnail = () => HTMLCanvasElement | null | Promise<HTMLCanvasElement | null>;

/**
 * Keeps the picture that the list shows of an open document up to date with what is edited here. `draw` may be another one
 * at each rendering, and is called once more while the component goes.
 */
export function useThumbnail(session: Session, draw: DrawThumbnail): void {
  const mayWrite = useAccess(session) === 'write';
  const newest = useRef(draw);
  newest.current = draw;

  // A layout effect: it is undone before what it draws from, inside of the component, is gone.
  useLayoutEffect(() => {
    if (!mayWrite) {
      return;
    }
    const keeper = new ThumbnailKeeper<HTMLCanvasElement>({
      doc: session.doc,
      isSaved: () => session.saving.status.state === 'saved',
      subscribe: session.saving.subscribe,
      draw: () => drawSafely(newest.current),
      send: (picture) => void uploadThumbnail(session.name, picture, session.headers),
    });
    const hide = () => {
      if (document.visibilityState === 'hidden') {
        keeper.hide();
      }
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      keeper.destroy();
    };
  }, [session, mayWrite]);
}

async function drawSafely(draw: DrawThumbnail): Promise<HTMLCanvasElement | null> {
  try {
    return await draw();
  } catch (error) {
    // A picture is no reason to disturb anybody; who looks for why there is none finds this.
    console.debug('no thumbnail', error);
    return null;
  }
}
