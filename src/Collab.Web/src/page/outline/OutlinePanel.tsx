import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useEffect, useState, type RefObject } from 'react';
import { CloseIcon } from '../../app/icons';
import { useT } from '../../i18n';
import { IconButton } from '../../ui/IconButton';
import { readOutline, type OutlineHeading } from './headings';

type Properties = {
  readonly editor: Editor;
  /** What scrolls. */
  readonly area: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
};

/** The headings of a document: where one is, and how to get elsewhere. */
export function OutlinePanel({ editor, area, onClose }: Properties) {
  const t = useT();
  const headings = useEditorState({ editor, selector: () => readOutline(editor.state) });
  const active = useActiveHeading(editor, headings, area);
  const top = Math.min(...headings.map(({ level }) => level));

  const go = ({ at }: OutlineHeading) => {
    const dom = headingElement(editor, at);
    dom?.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    if (editor.isEditable) {
      editor.chain().setTextSelection(at + 1).focus(undefined, { scrollIntoView: false }).run();
    }
  };

  return (
    <nav className="page-side outline-panel" aria-label={t('page.outline')} data-testid="outline">
      <header className="side-head">
        <h2>{t('page.outline')}</h2>
        <IconButton label={t('common.close')} icon={<CloseIcon />} onClick={onClose} />
      </header>
      <div className="side-body">
        {headings.length === 0 && <p className="side-empty">{t('page.outlineEmpty')}</p>}
        <ol className="outline">
          {headings.map((heading, index) => (
            <li key={`${index}-${heading.text}`} className={`level-${heading.level - top}`}>
              <button type="button" dir="auto" aria-current={index === active ? 'location' : undefined} onClick={() => go(heading)}>
                {heading.text}
              </button>
            </li>
          ))}
        </ol>
      </div>
    </nav>
  );
}

/** The heading whose part of the document is at the top of what is seen. */
function useActiveHeading(editor: Editor, headings: readonly OutlineHeading[], area: RefObject<HTMLElement | null>): number {
  const [active, setActive] = useState(0);
  useEffect(() => {
    const container = area.current;
    if (!container) {
      return undefined;
    }
    let frame = 0;
    const find = () => {
      frame = 0;
      const edge = container.getBoundingClientRect().top + 110;
      let [low, high] = [0, headings.length];
      // Those above the edge come before those below: few need to be measured.
      while (low < high) {
        const middle = (low + high) >> 1;
        const dom = headingElement(editor, headings[middle]!.at);
        if (dom && dom.getBoundingClientRect().top <= edge) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      setActive(Math.max(0, low - 1));
    };
    const later = () => { frame ||= requestAnimationFrame(find); };
    container.addEventListener('scroll', later, { passive: true });
    later();
    return () => {
      cancelAnimationFrame(frame);
      container.removeEventListener('scroll', later);
    };
  }, [editor, headings, area]);
  return active;
}

function headingElement(editor: Editor, at: number): HTMLElement | null {
  const dom = at < editor.state.doc.content.size ? editor.view.nodeDOM(at) : null;
  return dom instanceof HTMLElement ? dom : null;
}
