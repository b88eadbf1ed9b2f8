import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect } from 'react';
import type { Session } from '../session/session';
import { exposeEditor } from '../shell/automation';
import { pageExtensions } from './pageExtensions';
import { PageToolbar } from './PageToolbar';
import './page.css';

/** A document: Tiptap on the Y.XmlFragment `content`. */
export function PageEditor({ session }: { readonly session: Session }) {
  const editor = useEditor({
    extensions: pageExtensions(session),
    immediatelyRender: false,
    autofocus: 'start',
    editorProps: { attributes: { class: 'page-content', 'aria-label': 'Document', 'data-testid': 'page-editor' } },
  }, [session]);

  useEffect(() => {
    if (editor) {
      exposeEditor(session, { editor });
    }
  }, [editor, session]);

  if (!editor) {
    return null;
  }
  return (
    <div className="page-editor">
      <PageToolbar editor={editor} />
      <div className="page-scroll"><EditorContent editor={editor} className="page-sheet" /></div>
    </div>
  );
}
