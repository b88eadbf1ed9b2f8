import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useLayoutEffect, useRef, type WheelEvent } from 'react';
import { initials } from '../../identity/guest';
import { useT } from '../../i18n';
import { CommentCard } from './CommentCard';
import { PlacingLayer } from './PlacingLayer';
import { cardPlace, placeOf, toScreen, type ScreenPoint } from './pins';
import type { BoardComments } from './useBoardComments';
import './boardComments.css';

/** The pins of the threads that are open, over the canvas; and the card of the one that is read or written. */
export function PinLayer({ api, comments }: { readonly api: ExcalidrawImperativeAPI; readonly comments: BoardComments }) {
  const t = useT();
  const layer = useRef<HTMLDivElement>(null);
  const { threads, mode, setMode, lookup } = comments;
  const reading = mode.is === 'reading' ? threads.find(({ id }) => id === mode.thread) : undefined;
  const shown = threads.filter((thread) => thread.anchor.kind === 'board' && (!thread.isResolved || thread === reading));
  const draft = mode.is === 'writing' ? { anchor: mode.anchor } : null;

  const place = () => {
    const { scrollX, scrollY, zoom, width, height } = api.getAppState();
    const view = { scrollX, scrollY, zoom: zoom.value };
    const pins = layer.current?.querySelectorAll<HTMLElement>('.comment-pin') ?? [];
    let active: ScreenPoint | null = null;
    for (const pin of pins) {
      const thread = shown.find(({ id }) => id === pin.dataset['thread']) ?? draft;
      const point = thread && placeOf(thread, lookup);
      const screen = point && toScreen(point, view);
      pin.hidden = screen === null;
      if (screen) {
        pin.style.transform = `translate(${screen.x}px, ${screen.y}px) translateY(-100%)`;
        active = pin.classList.contains('active') ? screen : active;
      }
    }
    const card = layer.current?.querySelector<HTMLElement>('.comment-card');
    if (card) {
      const { x, y } = cardPlace(active ?? { x: width / 2, y: height / 2, space: 'screen' }, {
        width: card.offsetWidth, height: card.offsetHeight,
      }, { width, height });
      card.style.transform = `translate(${x}px, ${y}px)`;
    }
  };
  const newest = useRef(place);
  newest.current = place;

  useLayoutEffect(place);

  // Straight to the style: at each frame of a pan, React would take as long as Excalidraw does.
  const isEmpty = shown.length === 0 && draft === null;
  useEffect(() => (isEmpty ? undefined : api.onChange(() => newest.current())), [api, isEmpty]);

  // A card grows while somebody writes in it.
  useEffect(() => {
    const card = layer.current?.querySelector('.comment-card');
    if (!card) {
      return;
    }
    const observer = new ResizeObserver(() => newest.current());
    observer.observe(card);
    return () => observer.disconnect();
  }, [mode]);

  return (
    <div ref={layer} className="pin-layer" onWheel={passToCanvas}>
      {mode.is === 'placing' && <PlacingLayer api={api} comments={comments} />}
      {shown.map((thread) => {
        const [first] = thread.messages;
        const isActive = thread === reading;
        return (
          <button
            key={thread.id} type="button" className={`comment-pin ${isActive ? 'active' : ''}`} data-thread={thread.id}
            data-testid="comment-pin" aria-expanded={isActive} title={first?.text.slice(0, 200)}
            onClick={() => setMode(isActive ? { is: 'idle' } : { is: 'reading', thread: thread.id })}
          >
            <span aria-hidden="true">{initials(first?.authorName ?? '')}</span>
            <span className="visually-hidden">{t('comments.thread', { name: first?.authorName ?? '' })}</span>
          </button>
        );
      })}
      {draft && <span className="comment-pin active" aria-hidden="true">+</span>}
      {(draft ?? reading) && <CommentCard comments={comments} thread={reading ?? null} />}
    </div>
  );
}

/** A wheel over a pin pans the board below it; over a card it scrolls the card. */
function passToCanvas(event: WheelEvent): void {
  if (!(event.target instanceof Element) || event.target.closest('.comment-card')) {
    return;
  }
  document.querySelector('.board-editor canvas.interactive')?.dispatchEvent(new globalThis.WheelEvent('wheel', event.nativeEvent));
}
