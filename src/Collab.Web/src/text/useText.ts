import { useEffect, useState, useSyncExternalStore } from 'react';
import { observeMeta } from '../session/meta';
import type { Session } from '../session/session';
import { readLanguageId } from './textMeta';
import { countText, type TextCount } from './wordCount';

/** Texts longer than this, in UTF-16 units, are looked at less often while somebody types. */
const longText = 100_000;

/** The words of a text, some time after they changed: what is drawn or counted of them need not keep up with each key. */
export function useSettledText(session: Session, milliseconds: number): string {
  const text = session.doc.getText('content');
  const [source, setSource] = useState(() => text.toString());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const onChange = () => {
      timer ??= setTimeout(() => {
        timer = null;
        setSource(text.toString());
      }, text.length > longText ? milliseconds * 5 : milliseconds);
    };
    setSource(text.toString());
    text.observe(onChange);
    return () => {
      text.unobserve(onChange);
      if (timer !== null) {
        clearTimeout(timer);
      }
    };
  }, [text, milliseconds]);
  return source;
}

export const useLanguageId = (session: Session): string => useSyncExternalStore(
  (changed) => observeMeta(session.doc, changed), () => readLanguageId(session.doc),
);

/** Counts a text when nothing else is to be done. */
export function useTextCount(source: string): TextCount {
  const [count, setCount] = useState<TextCount>(() => ({ words: 0, characters: 0 }));
  useEffect(() => {
    const handle = requestIdleCallback(() => setCount(countText(source)), { timeout: 1_000 });
    return () => cancelIdleCallback(handle);
  }, [source]);
  return count;
}
