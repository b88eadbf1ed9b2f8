import type { EditorView } from '@codemirror/view';
import { lineAttribute } from './renderMarkdown';
import { lineAtTop, topOfLine, type Anchor } from './scrollStep';

/** Has an editor and the preview of its text scroll in step. Returns how to end that. */
export function scrollInStep(view: EditorView, preview: HTMLElement): () => void {
  const source = view.scrollDOM;
  // Where the other was put: the scroll event that follows is no wish of the person.
  let expected: { readonly element: HTMLElement; readonly top: number } | null = null;

  const put = (element: HTMLElement, top: number) => {
    const before = element.scrollTop;
    element.scrollTop = Math.round(top);
    if (element.scrollTop !== before) {
      expected = { element, top: element.scrollTop };
    }
  };
  const isAnswer = (element: HTMLElement): boolean => {
    const isIt = expected?.element === element && Math.abs(expected.top - element.scrollTop) < 2;
    expected = null;
    return isIt;
  };
  const onSource = () => {
    if (!isAnswer(source)) {
      put(preview, topOfLine(anchorsIn(preview), topLine(view)));
    }
  };
  const onPreview = () => {
    if (!isAnswer(preview)) {
      put(source, topOf(view, lineAtTop(anchorsIn(preview), preview.scrollTop)));
    }
  };
  source.addEventListener('scroll', onSource, { passive: true });
  preview.addEventListener('scroll', onPreview, { passive: true });
  onSource();
  return () => {
    source.removeEventListener('scroll', onSource);
    preview.removeEventListener('scroll', onPreview);
  };
}

/** The blocks shown, by their lines; the beginning and the end are the same in both. */
function anchorsIn(preview: HTMLElement): readonly Anchor[] {
  const origin = preview.getBoundingClientRect().top - preview.scrollTop;
  const anchors: Anchor[] = [{ line: 0, top: 0 }];
  for (const block of preview.querySelectorAll(`[${lineAttribute}]`)) {
    const anchor = { line: Number(block.getAttribute(lineAttribute)), top: block.getBoundingClientRect().top - origin };
    const last = anchors.at(-1);
    if (last && anchor.line > last.line && anchor.top >= last.top) {
      anchors.push(anchor);
    }
  }
  return anchors;
}

/** The line at the upper edge, from 0, with the part of it that is above. */
function topLine(view: EditorView): number {
  const height = Math.max(0, view.scrollDOM.scrollTop - view.documentPadding.top);
  const block = view.lineBlockAtHeight(height);
  return view.state.doc.lineAt(block.from).number - 1 + (height - block.top) / Math.max(1, block.height);
}

function topOf(view: EditorView, line: number): number {
  const { doc } = view.state;
  const number = Math.min(doc.lines, Math.floor(line) + 1);
  const block = view.lineBlockAt(doc.line(number).from);
  return line <= 0 ? 0 : view.documentPadding.top + block.top + (line - Math.floor(line)) * block.height;
}
