import type { Editor } from '@tiptap/core';
import { displayTitle } from '../../documents/kinds';
import { translate } from '../../i18n';
import { readTitle } from '../../session/meta';
import type { Session } from '../../session/session';
import { showToast } from '../../ui/notices';
import { toHtml } from './toHtml';
import { toMarkdown } from './toMarkdown';

export async function copyMarkdown(editor: Editor): Promise<void> {
  try {
    await navigator.clipboard.writeText(toMarkdown(editor.state.doc));
    showToast(translate('page.markdownCopied'));
  } catch {
    // No permission, or not a secure origin.
    showToast(translate('page.copyFailed'));
  }
}

export function exportMarkdown(editor: Editor, session: Session): void {
  download(`${fileName(session)}.md`, 'text/markdown', toMarkdown(editor.state.doc));
}

export function exportHtml(editor: Editor, session: Session): void {
  download(`${fileName(session)}.html`, 'text/html', toHtml(titleOf(session), editor.getHTML()));
}

const titleOf = (session: Session) => displayTitle('page', readTitle(session.doc));

/** The title without what file systems refuse. */
const fileName = (session: Session) => titleOf(session).replace(/[\u0000-\u001f\\/:*?"<>|]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 100) || 'document';

function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers read it after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
