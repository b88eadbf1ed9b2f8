import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n';
import type { AccessRight } from '../../session/access';
import { AlignTools } from './AlignTools';
import { rangeElement, useFloating } from './floating';
import { ChainIcon, CommentIcon } from './icons';
import { LinkForm } from './LinkForm';
import { MarkTools } from './MarkTools';
import { Tool, ToolDivider } from './Tool';

type Properties = {
  readonly editor: Editor;
  readonly access: AccessRight;
  readonly onComment: () => void;
};

/** What can be done with selected text, beside it: its looks, a link, a comment. */
export function SelectionBubble({ editor, access, onComment }: Properties) {
  const range = useEditorState({ editor, selector: () => readRange(editor) });
  const isPressed = usePointerPressed(editor);
  const isFocused = useEditorState({ editor, selector: () => editor.isFocused });
  const [form, setForm] = useState(false);
  const [dismissed, setDismissed] = useState('');

  useEffect(() => setForm(false), [range]);
  useEffect(() => openLinkForm(editor, () => setForm(true)), [editor]);

  if (range === '' || isPressed || access === 'read' || dismissed === range || (access === 'write' && !isFocused && !form)) {
    return null;
  }
  return (
    <Bubble
      editor={editor} range={range} access={access} form={form} onForm={setForm} onComment={onComment}
      onDismiss={() => setDismissed(range)}
    />
  );
}

type BubbleProperties = Properties & {
  readonly range: string;
  readonly form: boolean;
  readonly onForm: (open: boolean) => void;
  readonly onDismiss: () => void;
};

function Bubble({ editor, range, access, form, onForm, onComment, onDismiss }: BubbleProperties) {
  const t = useT();
  const element = useRef<HTMLDivElement>(null);
  const [from, to] = range.split('-').map(Number) as [number, number];
  const isLink = useEditorState({ editor, selector: () => editor.isActive('link') });
  const inCode = useEditorState({ editor, selector: () => editor.isActive('codeBlock') });

  useFloating(element, () => rangeElement(editor.view, from, to), 'top', [editor, range, form]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        onDismiss();
      }
    };
    editor.view.dom.addEventListener('keydown', onKeyDown);
    return () => editor.view.dom.removeEventListener('keydown', onKeyDown);
  }, [editor, onDismiss]);

  return (
    <div ref={element} className="floating bubble" role="toolbar" aria-label={t('page.selectionMenu')} data-testid="bubble">
      {form ? <LinkForm editor={editor} onDone={() => onForm(false)} /> : (
        <>
          {access === 'write' && !inCode && (
            <>
              <MarkTools editor={editor} />
              <Tool label={t('page.link')} hint="Ctrl+Alt+K" pressed={isLink} onClick={() => onForm(true)}><ChainIcon /></Tool>
              <AlignTools editor={editor} />
              <ToolDivider />
            </>
          )}
          <Tool label={t('page.comment')} className="with-words" onClick={onComment}>
            <CommentIcon /><span>{t('page.comment')}</span>
          </Tool>
        </>
      )}
    </div>
  );
}

/** "from-to" of selected text; empty if there is none. */
function readRange(editor: Editor): string {
  const { selection, doc } = editor.state;
  const { from, to } = selection;
  const isText = selection instanceof TextSelection && from < to && doc.textBetween(from, to, ' ', ' ').trim() !== '';
  return isText ? `${from}-${to}` : '';
}

/** Whether somebody is selecting with the pointer right now: a bubble would be in the way. */
function usePointerPressed(editor: Editor): boolean {
  const [pressed, setPressed] = useState(false);
  useEffect(() => {
    const { dom } = editor.view;
    const press = () => setPressed(true);
    const release = () => setPressed(false);
    dom.addEventListener('pointerdown', press);
    addEventListener('pointerup', release);
    addEventListener('pointercancel', release);
    return () => {
      dom.removeEventListener('pointerdown', press);
      removeEventListener('pointerup', release);
      removeEventListener('pointercancel', release);
    };
  }, [editor]);
  return pressed;
}

/** Mod+Alt+K, as Mod+K is the palette's. */
function openLinkForm(editor: Editor, open: () => void): () => void {
  const { dom } = editor.view;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'KeyK' && event.altKey && (event.ctrlKey || event.metaKey) && editor.isEditable) {
      event.preventDefault();
      open();
    }
  };
  dom.addEventListener('keydown', onKeyDown);
  return () => dom.removeEventListener('keydown', onKeyDown);
}
