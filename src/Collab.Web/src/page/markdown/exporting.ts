import type { Editor } from '@tiptap/core';
import { displayTitle } from '../../documents/kinds';
import { fileName, saveText } from '../../files/download';
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
  saveText(toMarkdown(editor.state.doc), fileName(titleOf(session), 'md'), 'text/markdown');
}

export function exportHtml(editor: Editor, session: Session): void {
  saveText(toHtml(titleOf(session), editor.getHTML()), fileName(titleOf(session), 'html'), 'text/html');
}

const titleOf = (session: Session) => displayTitle('page', readTitle(session.doc));
