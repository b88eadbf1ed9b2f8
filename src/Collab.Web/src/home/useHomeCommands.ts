import { useRef } from 'react';
import { navigate } from '../app/navigation';
import { useCommands } from '../commands/useCommands';
import { editorKinds, type EditorKind } from '../documents/kinds';
import { useT } from '../i18n';
import { newKeys, newWords } from './NewCards';
import { viewPath } from './view';

type Actions = {
  readonly make: (kind: EditorKind) => void;
  readonly focusSearch: () => void;
  readonly newFolder: () => void;
  readonly renameFolder: () => void;
};

const places = { all: 'home.goAll', recent: 'home.goRecent', starred: 'home.goStarred', trash: 'home.goTrash' } as const;

/**
 * What can be done from the home page by a key or the palette.
 *
 * @param isFolder whether a folder is shown
 */
export function useHomeCommands(actions: Actions, isFolder: boolean): void {
  const t = useT();
  // They are made anew at every rendering; the commands stay.
  const newest = useRef(actions);
  newest.current = actions;
  useCommands(() => [
    ...editorKinds.map((kind) => ({
      id: `home.new-${kind}`, group: 'create' as const, title: t(newWords[kind].title), shortcut: newKeys[kind],
      run: () => newest.current.make(kind),
    })),
    { id: 'home.new-folder', group: 'create', title: t('home.newFolder'), run: () => newest.current.newFolder() },
    ...(isFolder
      ? [{ id: 'home.rename-folder', group: 'edit' as const, title: t('home.renameFolder'), run: () => newest.current.renameFolder() }]
      : []),
    { id: 'home.search', group: 'go', title: t('home.search'), shortcut: '/', run: () => newest.current.focusSearch() },
    ...(['all', 'recent', 'starred', 'trash'] as const).map((at) => ({
      id: `home.go-${at}`, group: 'go' as const, title: t(places[at]), run: () => navigate(viewPath({ at })),
    })),
  ], [t, isFolder]);
}
