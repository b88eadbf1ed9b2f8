import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useT } from '../../i18n';
import { anchorAt, toBoard } from './pins';
import type { BoardComments } from './useBoardComments';

/** Waits for the point that a comment is about: a click, or Enter for the middle of what is seen. Escape gives up. */
export function PlacingLayer({ api, comments }: { readonly api: ExcalidrawImperativeAPI; readonly comments: BoardComments }) {
  const t = useT();
  const layer = useRef<HTMLButtonElement>(null);
  const { setMode } = comments;

  useEffect(() => layer.current?.focus({ preventScroll: true }), []);

  const begin = (x: number, y: number) => {
    const { scrollX, scrollY, zoom } = api.getAppState();
    const point = toBoard({ x, y, space: 'screen' }, { scrollX, scrollY, zoom: zoom.value });
    setMode({ is: 'writing', anchor: anchorAt(point, api.getSceneElements()) });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    begin(event.clientX - left, event.clientY - top);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      setMode({ is: 'idle' });
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const { width, height } = api.getAppState();
      begin(width / 2, height / 2);
    }
  };

  return (
    <>
      <button
        ref={layer} type="button" className="placing-layer" aria-label={t('board.placeComment')} data-testid="placing-comment"
        onPointerUp={onPointerUp} onKeyDown={onKeyDown}
      />
      <p className="board-notice placing-hint" aria-hidden="true">{t('board.placeComment')}</p>
    </>
  );
}
