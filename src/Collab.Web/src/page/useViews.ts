import { useState } from 'react';
import type { Views } from './PageViews';

/** Narrower than this, one thing beside the text is all there is room for. */
const roomForTwo = '(min-width: 901px)';

/** What is open beside the text. */
export function useViews() {
  const [views, setViews] = useState<Views>({ outline: false, comments: false, find: false });
  const show = (view: keyof Views, open: boolean) => setViews((now) => {
    const closesOther = open && view !== 'find' && !matchMedia(roomForTwo).matches;
    return { ...now, ...(closesOther && { outline: false, comments: false }), [view]: open };
  });
  const toggle = (view: keyof Views) => show(view, !views[view]);
  return { views, show, toggle };
}
