import { navigate, usePathname } from '../app/navigation';
import { editorPath, parseRoute } from '../app/route';
import { useCommands } from '../commands/useCommands';
import { changeDocument, createDocument, problemOf } from '../documents/api';
import { displayTitle } from '../documents/kinds';
import { translate, useT } from '../i18n';
import { useAccess } from '../session/access';
import { maxTitleLength, readTitle } from '../session/meta';
import type { Session } from '../session/session';
import { showToast } from '../ui/notices';

/** What every kind of document can be asked for. Who came by a share link has no list to put copies into. */
export function useDocumentCommands(session: Session, ready: boolean, rename: () => void): void {
  const t = useT();
  const mayWrite = useAccess(session) === 'write' && ready;
  const isListed = parseRoute(usePathname()).page === 'editor' && ready;
  useCommands(() => [
    ...(mayWrite ? [{ id: 'document.rename', group: 'document' as const, title: t('shell.rename'), run: rename }] : []),
    // Who came by a link has that to give on; owners share.
    ...(session.link ? [{ id: 'document.copy-link', group: 'document' as const, title: t('shell.copyLink'), run: () => void copyLink() }] : []),
    ...(isListed
      ? [
        { id: 'document.duplicate', group: 'document' as const, title: t('shell.duplicate'), run: () => void duplicate(session) },
        { id: 'document.trash', group: 'document' as const, title: t('shell.trash'), run: () => void trash(session) },
      ]
      : []),
  ], [t, session, mayWrite, isListed]);
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    showToast(translate('shell.copied'));
  } catch {
    // No permission, or not a secure origin.
    showToast(translate('shell.notCopied'));
  }
}

async function duplicate({ kind, name, doc }: Session): Promise<void> {
  const title = translate('shell.copyOf', { title: displayTitle(kind, readTitle(doc)) }).slice(0, maxTitleLength);
  try {
    const made = await createDocument({ kind, from: name, title });
    navigate(editorPath(kind, made.name));
    showToast(translate('shell.duplicated'));
  } catch (error) {
    showToast(translate('shell.notDuplicated', { problem: problemOf(error) }));
  }
}

async function trash({ kind, name }: Session): Promise<void> {
  try {
    await changeDocument(name, { trashed: true });
  } catch (error) {
    showToast(translate('shell.notTrashed', { problem: problemOf(error) }));
    return;
  }
  navigate('/');
  showToast(translate('shell.trashed'), { label: translate('common.undo'), run: () => void restore(editorPath(kind, name), name) });
}

async function restore(path: string, name: string): Promise<void> {
  try {
    await changeDocument(name, { trashed: false });
    navigate(path);
  } catch (error) {
    showToast(problemOf(error));
  }
}
