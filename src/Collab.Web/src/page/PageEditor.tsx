import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n';
import { useAccess } from '../session/access';
import type { Session } from '../session/session';
import { exposeEditor } from '../shell/automation';
import { drawPage } from '../thumbnails/drawDocument';
import { useThumbnail } from '../thumbnails/useThumbnail';
import { BlockHandle } from './menus/BlockHandle';
import { blockKinds } from './menus/blockKinds';
import { SelectionBubble } from './menus/SelectionBubble';
import { SlashMenu } from './menus/SlashMenu';
import { TableBar } from './menus/TableBar';
import { readTrigger } from './menus/triggers';
import { pageExtensions } from './pageExtensions';
import { PageToolbar } from './PageToolbar';
import './page.css';
import './content.css';
import './menus.css';
import './print.css';

/** A document: Tiptap on the Y.XmlFragment `content`. */
export function PageEditor({ session }: { readonly session: Session }) {
  const t = useT();
  const access = useAccess(session);
  const editor = useEditor({
    extensions: pageExtensions(session),
    immediatelyRender: false,
    autofocus: access === 'write' ? 'start' : false,
    editable: access === 'write',
    editorProps: { attributes: { class: 'page-content', 'aria-label': t('page.document'), 'data-testid': 'page-editor' } },
  }, [session]);

  useThumbnail(session, () => drawPage(session.doc));

  useEffect(() => {
    if (editor) {
      exposeEditor(session, { editor });
    }
  }, [editor, session]);

  useEffect(() => {
    // The event that tells of it is an update: nothing was edited, but what draws by it follows.
    editor?.setEditable(access === 'write');
  }, [editor, access]);

  return editor && <Page editor={editor} session={session} />;
}

function Page({ editor, session }: { readonly editor: Editor; readonly session: Session }) {
  const access = useAccess(session);
  const area = useRef<HTMLDivElement>(null);
  const canWrite = access === 'write';
  return (
    <div className="page-editor" data-access={access}>
      <div className="page-bar">
        {canWrite && <PageToolbar editor={editor} kinds={blockKinds} />}
      </div>
      <div className="page-body">
        <div ref={area} className="page-scroll">
          <EditorContent editor={editor} className="page-sheet" />
          {canWrite && <BlockHandle editor={editor} area={area} />}
        </div>
      </div>
      {canWrite && <TableBar editor={editor} />}
      {canWrite && <TypedMenu editor={editor} />}
      <SelectionBubble editor={editor} access={access} onComment={() => {}} />
    </div>
  );
}

/** The menu for what was typed: / or @. */
function TypedMenu({ editor }: { readonly editor: Editor }) {
  const trigger = useEditorState({ editor, selector: () => readTrigger(editor.state) });
  return trigger?.kind === 'slash' ? <SlashMenu editor={editor} trigger={trigger} kinds={blockKinds} /> : null;
}
