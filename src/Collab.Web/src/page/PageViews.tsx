import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { formatNumber, useT } from '../i18n';
import { CommentIcon, OutlineIcon, SearchIcon } from './menus/icons';
import { Tool } from './menus/Tool';
import { countWords } from './outline/headings';

/** What can be open beside the text. */
export type Views = { readonly outline: boolean; readonly comments: boolean; readonly find: boolean };

type Properties = {
  readonly editor: Editor;
  readonly views: Views;
  readonly openComments: number;
  readonly onToggle: (view: keyof Views) => void;
};

/** The buttons for what is beside the text; they are there for whoever may read. */
export function PageViews({ editor, views, openComments, onToggle }: Properties) {
  const t = useT();
  const words = useEditorState({ editor, selector: () => countWords(editor.state) });
  return (
    <div className="page-views">
      <span className="word-count" data-testid="word-count">{t('page.wordCount', { count: words })}</span>
      <Tool label={t('page.find')} hint="Ctrl+F" pressed={views.find} data-testid="find-button" onClick={() => onToggle('find')}><SearchIcon /></Tool>
      <Tool label={t('page.outline')} pressed={views.outline} data-testid="outline-button" onClick={() => onToggle('outline')}><OutlineIcon /></Tool>
      <Tool
        label={openComments === 0 ? t('comments.title') : t('comments.openCount', { count: openComments })} pressed={views.comments}
        data-testid="comments-button" onClick={() => onToggle('comments')} className={openComments > 0 ? 'with-badge' : ''}
      >
        <CommentIcon />{openComments > 0 && <span className="badge">{formatNumber(openComments)}</span>}
      </Tool>
    </div>
  );
}
