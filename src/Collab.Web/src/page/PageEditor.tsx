import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useEffect, useMemo, useRef } from 'react';
import { useT } from '../i18n';
import { useAccess } from '../session/access';
import type { Session } from '../session/session';
import { exposeEditor } from '../shell/automation';
import { drawPage } from '../thumbnails/drawDocument';
import { useThumbnail } from '../thumbnails/useThumbnail';
import { loadable } from '../ui/loadable';
import { onThreadClicked } from './comments/commentMarks';
import { usePageComments } from './comments/usePageComments';
import { PageImages } from './images/pageImages';
import { blockKinds } from './menus/blockKinds';
import { pageExtensions } from './pageExtensions';
import { PageToolbar } from './PageToolbar';
import { PageViews } from './PageViews';
import { usePageCommands } from './usePageCommands';
import { useSettled } from './useSettled';
import { useViews } from './useViews';
import '../comments/side.css';
import './page.css';
import './content.css';
import './menus.css';
import './print.css';

// What is not there at once is not loaded at once: the text comes first.
const PageMenus = loadable(async () => (await import('./menus/PageMenus')).PageMenus);
const BlockHandle = loadable(async () => (await import('./menus/BlockHandle')).BlockHandle);
const PageCommentPanel = loadable(async () => (await import('./comments/PageCommentPanel')).PageCommentPanel);
const OutlinePanel = loadable(async () => (await import('./outline/OutlinePanel')).OutlinePanel);
const FindPanel = loadable(async () => (await import('./find/FindPanel')).FindPanel);

/** A document: Tiptap on the Y.XmlFragment `content`. */
export function PageEditor({ session }: { readonly session: Session }) {
  const t = useT();
  const access = useAccess(session);
  const images = useMemo(() => new PageImages(session), [session]);
  const editor = useEditor({
    extensions: pageExtensions(session, images),
    immediatelyRender: false,
    autofocus: access === 'write' ? 'start' : false,
    editable: access === 'write',
    editorProps: {
      attributes: {
        class: 'page-content', 'data-testid': 'page-editor',
        // Tiptap's own role goes when its options are set anew.
        role: 'textbox', 'aria-label': t('page.document'), 'aria-multiline': 'true',
      },
    },
  }, [session]);

  useThumbnail(session, () => drawPage(session.doc));

  useEffect(() => {
    if (editor) {
      keepReactOut(editor.view.dom);
      exposeEditor(session, { editor });
    }
  }, [editor, session]);

  useEffect(() => images.start(), [images]);

  useEffect(() => {
    if (editor && editor.isEditable !== (access === 'write')) {
      editor.setEditable(access === 'write');
    }
  }, [editor, access]);

  return editor && <Page editor={editor} session={session} />;
}

/**
 * Before each change of the page React notes the selection of an editable element that has the focus, and walks through all of
 * it to count: 7 ms a time at 100 pages. It never touches this one, so it need not know that it is editable.
 */
function keepReactOut(element: HTMLElement): void {
  Object.defineProperty(element, 'contentEditable', { get: () => 'inherit', configurable: true });
}

/** The editor with what is around the text. */
function Page({ editor, session }: { readonly editor: Editor; readonly session: Session }) {
  const access = useAccess(session);
  const area = useRef<HTMLDivElement>(null);
  const comments = usePageComments(editor, session);
  const { views, show, toggle } = useViews();
  const canWrite = access === 'write';
  const isSettled = useSettled();
  const openComments = comments.threads.filter(({ isResolved }) => !isResolved).length;

  const beginComment = () => {
    if (access !== 'read' && comments.begin()) {
      show('comments', true);
    }
  };
  useEffect(() => onThreadClicked(editor, (id) => {
    comments.activate(id);
    show('comments', true);
  }), [editor]);
  usePageCommands({ editor, session, access, beginComment, toggle });

  return (
    <div className="page-editor" data-access={access}>
      <div className="page-bar">
        {canWrite && <PageToolbar editor={editor} kinds={blockKinds} />}
        <PageViews editor={editor} views={views} openComments={openComments} onToggle={toggle} />
      </div>
      <div className="page-body">
        {views.outline && <OutlinePanel editor={editor} area={area} onClose={() => show('outline', false)} />}
        <div className="page-main">
          {/* The text of who may only read takes no focus; it is scrolled by keys all the same. */}
          <div ref={area} className="page-scroll" tabIndex={canWrite ? undefined : 0}>
            <EditorContent editor={editor} className="page-sheet" />
            {canWrite && isSettled && <BlockHandle editor={editor} area={area} />}
          </div>
          {views.find && <FindPanel editor={editor} canWrite={canWrite} onClose={() => show('find', false)} />}
        </div>
        {views.comments && (
          <PageCommentPanel
            editor={editor} session={session} access={access} comments={comments}
            onClose={() => {
              comments.activate(null);
              show('comments', false);
            }}
          />
        )}
      </div>
      {isSettled && <PageMenus editor={editor} session={session} access={access} onComment={beginComment} />}
    </div>
  );
}
