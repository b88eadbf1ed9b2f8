import type { EditorView } from '@codemirror/view';
import { useEffect, useMemo, useRef } from 'react';
import { useT } from '../i18n';
import { scrollInStep } from './previewScroll';
import { renderMarkdown } from './renderMarkdown';
import './preview.css';

type Properties = {
  readonly source: string;
  /** The editor beside it; null if the preview is alone. */
  readonly view: EditorView | null;
};

/** What a text in Markdown means. */
export function Preview({ source, view }: Properties) {
  const t = useT();
  const pane = useRef<HTMLDivElement>(null);
  // Safe to be put in as it is: renderMarkdown lets nothing through that does more than show.
  const html = useMemo(() => ({ __html: renderMarkdown(source) }), [source]);

  useEffect(() => pane.current && view ? scrollInStep(view, pane.current) : undefined, [view]);

  return (
    <section ref={pane} className="text-preview" aria-label={t('text.preview')} tabIndex={0} data-testid="text-preview">
      {source.trim() === ''
        ? <p className="preview-empty">{t('text.previewEmpty')}</p>
        : <div className="preview-sheet" dir="auto" dangerouslySetInnerHTML={html} />}
    </section>
  );
}
