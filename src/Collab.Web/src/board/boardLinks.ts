import { isElementLink } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { isSafeLink } from '../app/links';
import { translate } from '../i18n';
import { showToast } from '../ui/notices';

/** Opens the link of an element: one to another element goes there, all else only if it can do no harm. */
export function openLink(
  api: ExcalidrawImperativeAPI | null, link: string | null, event: Pick<Event, 'preventDefault'>,
): void {
  if (link !== null && isElementLink(link)) {
    event.preventDefault();
    api?.scrollToContent(link, { animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  } else if (link === null || !isSafeLink(link)) {
    event.preventDefault();
    showToast(translate('board.linkRefused'));
  }
}
