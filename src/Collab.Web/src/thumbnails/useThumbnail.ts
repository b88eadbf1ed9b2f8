import { useEffect, useRef } from 'react';
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

  useEffect(() => {
    if (!mayWrite) {
      return;
    }
    const keeper = new ThumbnailKeeper({
      doc: session.doc,
      isSaved: () => session.saving.status.state === 'saved',
      subscribe: session.saving.subscribe,
    }, () => void drawAndUpload(session.name, newest.current));
    const leave = () => {
      if (document.visibilityState === 'hidden') {
        keeper.leave();
      }
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      keeper.destroy();
    };
  }, [session, mayWrite]);
}

async function drawAndUpload(name: string, draw: DrawThumbnail): Promise<void> {
  try {
    const picture = await draw();
    if (picture) {
      await uploadThumbnail(name, picture);
    }
  } catch (error) {
    // A picture is no reason to disturb anybody; who looks for why there is none finds this.
    console.debug('no thumbnail', error);
  }
}
