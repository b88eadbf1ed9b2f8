import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { CloseIcon } from '../../app/icons';
import { useT } from '../../i18n';
import { IconButton } from '../../ui/IconButton';
import { announce } from '../../ui/notices';
import { ArrowDownIcon, ArrowUpIcon } from '../menus/icons';
import { Tool } from '../menus/Tool';
import { endFind, readFind, replaceAll, replaceCurrent, setQuery, stepFind } from './findMarks';

type Properties = { readonly editor: Editor; readonly canWrite: boolean; readonly onClose: () => void };

/** Looks for a text, goes through where it is, and puts another in its place. */
export function FindPanel({ editor, canWrite, onClose }: Properties) {
  const t = useT();
  const { view } = editor;
  const [text, setText] = useState(() => selectedWords(editor));
  const [by, setBy] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const count = useEditorState({ editor, selector: () => readFind(editor.state).matches.length });
  const current = useEditorState({ editor, selector: () => readFind(editor.state).current });

  useEffect(() => input.current?.select(), []);
  useEffect(() => {
    setQuery(view, { text, matchCase, wholeWord });
    showCurrent(editor);
  }, [view, text, matchCase, wholeWord]);
  useEffect(() => () => {
    if (!editor.isDestroyed) {
      endFind(editor.view);
    }
  }, [editor]);

  const step = (direction: 1 | -1) => {
    stepFind(view, direction);
    showCurrent(editor);
  };
  const close = () => {
    onClose();
    setTimeout(() => !editor.isDestroyed && editor.isEditable && editor.commands.focus(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  const status = text === '' ? '' : count === 0 ? t('page.noMatches') : t('page.matchOf', { at: current + 1, count });

  return (
    <div className="find-panel" role="search" aria-label={t('page.find')} data-testid="find-panel" onKeyDown={onKeyDown}>
      <div className="find-row">
        <input
          ref={input} autoFocus type="text" dir="auto" aria-label={t('page.find')} placeholder={t('page.find')} value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              step(event.shiftKey ? -1 : 1);
            }
          }}
        />
        <span className="find-count" aria-live="polite" data-testid="find-count">{status}</span>
        <Tool label={t('page.previousMatch')} disabled={count === 0} onClick={() => step(-1)}><ArrowUpIcon /></Tool>
        <Tool label={t('page.nextMatch')} disabled={count === 0} onClick={() => step(1)}><ArrowDownIcon /></Tool>
        <Tool label={t('page.matchCase')} pressed={matchCase} onClick={() => setMatchCase(!matchCase)}><span className="letters match-case" /></Tool>
        <Tool label={t('page.wholeWord')} pressed={wholeWord} onClick={() => setWholeWord(!wholeWord)}><span className="letters whole-word" /></Tool>
        <IconButton label={t('common.close')} icon={<CloseIcon />} onClick={close} />
      </div>
      {canWrite && (
        <form
          className="find-row" onSubmit={(event) => {
            event.preventDefault();
            replaceCurrent(view, by);
            showCurrent(editor);
          }}
        >
          <input
            type="text" dir="auto" aria-label={t('page.replaceWith')} placeholder={t('page.replaceWith')} value={by}
            onChange={(event) => setBy(event.target.value)}
          />
          <button type="submit" className="button" disabled={count === 0}>{t('page.replace')}</button>
          <button
            type="button" className="button" disabled={count === 0}
            onClick={() => announce(t('page.replaced', { count: replaceAll(view, by) }))}
          >
            {t('page.replaceAll')}
          </button>
        </form>
      )}
    </div>
  );
}

/** What is selected, to look for, if it is a few words of one block. */
function selectedWords(editor: Editor): string {
  const { selection, doc } = editor.state;
  const { $from, $to, from, to } = selection;
  return $from.sameParent($to) && to - from <= 80 ? doc.textBetween(from, to) : readFind(editor.state).query?.text ?? '';
}

function showCurrent(editor: Editor): void {
  const { matches, current } = readFind(editor.state);
  const match = matches[current];
  if (match) {
    const { node } = editor.view.domAtPos(match.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'nearest' });
  }
}
