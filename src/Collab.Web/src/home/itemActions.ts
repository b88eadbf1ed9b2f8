import { ApiError, problemOf, type DocumentEntry } from '../documents/api';
import { forgetHere } from '../documents/keptHere';
import type { EditorKind } from '../documents/kinds';
import { translate } from '../i18n';
import { showToast } from '../ui/notices';
import type { Library } from './library';
import { listedTitle } from './listing';

/** An entry that this app has an editor for. */
export type EditableEntry = DocumentEntry & { readonly kind: EditorKind };

export const isEditable = (entry: DocumentEntry): entry is EditableEntry => entry.kind !== 'other';

/** A question about an item that is open on the page. */
export type ItemDialog =
  | { readonly ask: 'rename' | 'move' | 'delete'; readonly entry: DocumentEntry }
  | { readonly ask: 'emptyTrash'; readonly entries: readonly DocumentEntry[] }
  | { readonly ask: 'newFolder' }
  | { readonly ask: 'renameFolder'; readonly folder: string };

/** What can be done with the items of the home page. What fails is told in a notice. */
export class ItemActions {
  /** @param ask opens a dialog */
  constructor(private readonly library: Library, readonly ask: (dialog: ItemDialog) => void) {}

  async rename({ name }: DocumentEntry, title: string): Promise<void> {
    await attempt(() => this.library.change(name, { title }));
  }

  async star({ name }: DocumentEntry, starred: boolean): Promise<void> {
    await attempt(() => this.library.change(name, { starred }));
  }

  async move(entry: DocumentEntry, folder: string): Promise<void> {
    const { folder: before, name } = entry;
    await attempt(async () => {
      await this.library.change(name, { folder });
      const words = folder === ''
        ? translate('home.movedOut', { title: listedTitle(entry) })
        : translate('home.movedTo', { title: listedTitle(entry), folder });
      showToast(words, { label: translate('common.undo'), run: () => void attempt(() => this.library.change(name, { folder: before })) });
    });
  }

  /** Gives a folder another name, with all that is in it. Whether it has that name now. */
  async renameFolder(from: string, to: string): Promise<boolean> {
    try {
      await this.library.renameFolder(from, to);
      return true;
    } catch (error) {
      showToast(folderProblem(error, from));
      // Whoever was faster: this shows what they made of it.
      void this.library.refresh();
      return false;
    }
  }

  async trash(entry: DocumentEntry): Promise<void> {
    await attempt(async () => {
      await this.library.change(entry.name, { trashed: true });
      showToast(translate('home.trashed', { title: listedTitle(entry) }), {
        label: translate('common.undo'), run: () => void this.restore(entry, false),
      });
    });
  }

  async restore(entry: DocumentEntry, tells = true): Promise<void> {
    await attempt(async () => {
      await this.library.change(entry.name, { trashed: false });
      if (tells) {
        showToast(translate('home.restored', { title: listedTitle(entry) }));
      }
    });
  }

  /** Deletes for good, one after the other; stops at the first that fails. */
  async delete(entries: readonly DocumentEntry[]): Promise<void> {
    await attempt(async () => {
      for (const { name } of entries) {
        await this.library.delete(name);
        forgetHere(name);
      }
      showToast(translate('home.deleted', { count: entries.length }));
    });
  }

  async duplicate(entry: EditableEntry): Promise<void> {
    await attempt(async () => {
      const title = translate('home.copyOf', { title: listedTitle(entry) });
      await this.library.duplicate(entry, title);
      showToast(translate('home.duplicated', { title }));
    });
  }
}

async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    showToast(translate('home.notDone', { problem: problemOf(error) }));
  }
}

function folderProblem(error: unknown, folder: string): string {
  switch (error instanceof ApiError ? error.status : null) {
    case 404:
      return translate('home.folderGone', { folder });
    case 409:
      return translate('home.notDone', { problem: translate('home.folderTaken') });
    default:
      return translate('home.notDone', { problem: problemOf(error) });
  }
}
