import { useEffect, useRef } from 'react';
import { CheckedAwareness } from '../session/checkedAwareness';
import type { Session } from '../session/session';
import { exposeEditor } from '../shell/automation';
import { drawText } from '../thumbnails/drawDocument';
import { useThumbnail } from '../thumbnails/useThumbnail';
import { createTextView } from './textView';
import './text.css';

/** A text: CodeMirror on the Y.Text `content`. */
export function TextEditor({ session }: { readonly session: Session }) {
  const area = useRef<HTMLDivElement>(null);

  useThumbnail(session, () => drawText(session.doc));

  useEffect(() => {
    if (!area.current) {
      return;
    }
    const awareness = new CheckedAwareness(session.awareness, 'content');
    const view = createTextView(area.current, session.doc.getText('content'), awareness);
    exposeEditor(session, { editor: view });
    view.focus();
    return () => view.destroy();
  }, [session]);

  return <div ref={area} className="text-editor" data-testid="text-editor" />;
}
