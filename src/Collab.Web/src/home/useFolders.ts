import { useMemo, useRef, useState } from 'react';
import { navigate } from '../app/navigation';
import type { DocumentEntry } from '../documents/api';
import { translate } from '../i18n';
import { showToast } from '../ui/notices';
import { keepEmptyFolders, readEmptyFolders, renameEmptyFolder } from './emptyFolders';
import type { ItemActions } from './itemActions';
import { listFolders, type Folder } from './listing';
import { parseView, viewPath } from './view';

/** The folders that there are, and what can be done with them. */
export type Folders = {
  readonly all: readonly Folder[];
  /** Makes a folder, which only this browser knows until something is in it, and goes there. */
  readonly add: (name: string) => void;
  /** Gives a folder another name, and tells. Whoever looks at it stays there. */
  readonly rename: (from: string, to: string) => Promise<void>;
};

export function useFolders(documents: readonly DocumentEntry[], actions: ItemActions): Folders {
  const [empty, setEmpty] = useState(() => readEmptyFolders(localStorage));
  const all = useMemo(() => listFolders(documents, empty), [documents, empty]);
  const keep = (next: readonly string[]) => {
    setEmpty(next);
    keepEmptyFolders(localStorage, next);
  };

  const add = (name: string) => {
    keep([...empty, name]);
    navigate(viewPath({ at: 'folder', folder: name }));
  };

  const rename = async (from: string, to: string, tells = true) => {
    // What is in the trash counts: it is in the folder again when it is restored.
    const isShared = documents.some(({ folder }) => folder === from);
    const mine = readEmptyFolders(localStorage);
    if (!isShared && !mine.includes(from)) {
      showToast(translate('home.folderGone', { folder: from }));
      return;
    }
    follow(from, to);
    if (isShared && !(await actions.renameFolder(from, to))) {
      follow(to, from);
      return;
    }
    keep(renameEmptyFolder(mine, from, to));
    if (tells) {
      showToast(translate('home.folderRenamed', { from, to }), {
        label: translate('common.undo'), run: () => void newest.current(to, from, false),
      });
    }
  };
  const newest = useRef(rename);
  newest.current = rename;

  return { all, add, rename };
}

/** Whoever looks at a folder looks at it under its new name. */
function follow(from: string, to: string): void {
  const view = parseView(location.search);
  if (view.at === 'folder' && view.folder === from) {
    navigate(viewPath({ at: 'folder', folder: to }), { replace: true });
  }
}
