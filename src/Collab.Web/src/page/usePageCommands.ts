import type { Editor } from '@tiptap/core';
import type { Command } from '../commands/command';
import { useCommands } from '../commands/useCommands';
import { useT } from '../i18n';
import type { AccessRight } from '../session/access';
import type { Session } from '../session/session';
import type { Views } from './PageViews';

type Context = {
  readonly editor: Editor;
  readonly session: Session;
  readonly access: AccessRight;
  readonly beginComment: () => void;
  readonly toggle: (view: keyof Views) => void;
};

/** What can be done with a document, for the palette and the menus. */
export function usePageCommands({ editor, session, access, beginComment, toggle }: Context): void {
  const t = useT();
  const exporting = (run: (module: typeof import('./markdown/exporting')) => unknown) =>
    () => void import('./markdown/exporting').then(run);
  const commands: readonly Command[] = [
    { id: 'page.find', group: 'edit', title: t('page.find'), shortcut: 'Mod+F', keywords: 'replace', run: () => toggle('find') },
    ...(access === 'read' ? [] : [{
      id: 'page.comment', group: 'edit', title: t('page.comment'), shortcut: 'Mod+Alt+M',
      isEnabled: () => !editor.state.selection.empty, run: beginComment,
    } as const]),
    { id: 'page.outline', group: 'view', title: t('page.outline'), keywords: 'headings toc', run: () => toggle('outline') },
    { id: 'page.comments', group: 'view', title: t('comments.title'), run: () => toggle('comments') },
    { id: 'page.copy-markdown', group: 'export', title: t('page.copyMarkdown'), run: exporting((module) => module.copyMarkdown(editor)) },
    { id: 'page.export-markdown', group: 'export', title: t('page.exportMarkdown'), keywords: 'md', run: exporting((module) => module.exportMarkdown(editor, session)) },
    { id: 'page.export-html', group: 'export', title: t('page.exportHtml'), run: exporting((module) => module.exportHtml(editor, session)) },
    { id: 'page.print', group: 'export', title: t('page.print'), shortcut: 'Mod+P', keywords: 'pdf', run: () => print() },
  ];
  useCommands(() => commands, [editor, session, access, t, toggle]);
}
