import { openSearchPanel } from '@codemirror/search';
import { useEffect, useRef, useState } from 'react';
import { useCommands } from '../commands/useCommands';
import { displayTitle } from '../documents/kinds';
import { fileName, saveText } from '../files/download';
import { useLanguage, useT } from '../i18n';
import { useAccess } from '../session/access';
import { CheckedAwareness } from '../session/checkedAwareness';
import { readTitle } from '../session/meta';
import type { Session } from '../session/session';
import { exposeEditor } from '../shell/automation';
import { loadable } from '../ui/loadable';
import { findLanguage, markdownId } from './languages';
import { TextBar, viewWords } from './TextBar';
import { writeLanguageId } from './textMeta';
import { chooseTextViewMode, chooseWrapping, textViewModes, useTextViewMode, useWrapping } from './textSettings';
import { TextView } from './textView';
import { useLanguageId, useSettledText, useTextCount } from './useText';
import './text.css';

// Markdown is rendered only for those who look at it.
const Preview = loadable(async () => (await import('./Preview')).Preview, () => <div className="text-preview" />);

/** How long after a key the preview and the count follow, in milliseconds. */
const settleTime = 150;

/** A text: CodeMirror on the Y.Text `content`, with a preview if it is Markdown. */
export function TextEditor({ session }: { readonly session: Session }) {
  const area = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<TextView | null>(null);
  const isEditable = useAccess(session) === 'write';
  const languageId = useLanguageId(session);
  const isWrapping = useWrapping();
  const chosenMode = useTextViewMode();
  const shown = useLanguage();
  const source = useSettledText(session, settleTime);
  const count = useTextCount(source);
  const mode = languageId === markdownId ? chosenMode : null;

  useEffect(() => {
    if (!area.current) {
      return;
    }
    const awareness = new CheckedAwareness(session.awareness, 'content');
    const made = new TextView(area.current, session.doc.getText('content'), awareness);
    setEditor(made);
    exposeEditor(session, { editor: made.view });
    made.view.focus();
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, [session]);

  useEffect(() => {
    if (editor) {
      // A language that cannot be loaded, offline, leaves the text without colours.
      void findLanguage(languageId).then((language) => editor.setLanguage(language)).catch(() => {});
    }
  }, [editor, languageId]);
  useEffect(() => editor?.setWrapping(isWrapping), [editor, isWrapping]);
  useEffect(() => editor?.setEditable(isEditable), [editor, isEditable]);
  useEffect(() => editor?.translate(), [editor, shown]);
  // It measured nothing while it was hidden.
  useEffect(() => editor?.view.requestMeasure(), [editor, mode]);

  const find = () => {
    if (mode === 'read') {
      chooseTextViewMode('write');
    }
    if (editor) {
      openSearchPanel(editor.view);
    }
  };
  useTextCommands(session, { find, isMarkdown: mode !== null, isWrapping });

  return (
    <div className={`text-editor ${mode ?? 'write'}`} data-testid="text-editor">
      <TextBar
        language={languageId} onLanguage={(id) => writeLanguageId(session.doc, id)} isEditable={isEditable} isWrapping={isWrapping}
        mode={mode} count={count} onFind={find}
      />
      <div className="text-panes">
        <div ref={area} className="text-source" />
        {(mode === 'both' || mode === 'read') && (
          <Preview source={source} view={mode === 'both' ? editor?.view ?? null : null} />
        )}
      </div>
    </div>
  );
}

type TextActions = { readonly find: () => void; readonly isMarkdown: boolean; readonly isWrapping: boolean };

function useTextCommands(session: Session, { find, isMarkdown, isWrapping }: TextActions): void {
  const t = useT();
  const newestFind = useRef(find);
  newestFind.current = find;
  useCommands(() => {
    const save = (extension: string, type: string) => saveText(
      session.doc.getText('content').toString(), fileName(displayTitle('text', readTitle(session.doc)), extension), type,
    );
    return [
      { id: 'text.find', group: 'edit', title: t('text.find'), run: () => newestFind.current() },
      { id: 'text.wrap', group: 'view', title: t(isWrapping ? 'text.noWrap' : 'text.wrap'), run: () => chooseWrapping(!isWrapping) },
      ...(isMarkdown ? textViewModes : []).map((mode) => ({
        id: `text.view-${mode}`, group: 'view' as const, title: t(viewWords[mode].long), keywords: 'preview markdown',
        run: () => chooseTextViewMode(mode),
      })),
      { id: 'text.export-txt', group: 'export', title: t('text.exportText'), run: () => save('txt', 'text/plain') },
      { id: 'text.export-md', group: 'export', title: t('text.exportMarkdown'), run: () => save('md', 'text/markdown') },
    ];
  }, [t, session, isMarkdown, isWrapping]);
}
