import { useRef } from 'react';
import { createPortal } from 'react-dom';
import { useCommands } from '../commands/useCommands';
import { useT } from '../i18n';
import { importAccept } from '../importing/importable';
import { ImportIcon } from './homeIcons';
import { ImportPanel } from './ImportPanel';
import type { Library } from './library';
import { useFileDrop } from './useFileDrop';
import { useImports } from './useImports';

type Properties = {
  readonly library: Library;
  /** Where what is imported goes; '' for none. */
  readonly folder: string;
};

/** The button that imports files, where they can be dropped, and what becomes of them. */
export function ImportArea({ library, folder }: Properties) {
  const t = useT();
  const picker = useRef<HTMLInputElement>(null);
  const [items, imports] = useImports((entry) => library.add(entry));
  const take = (files: readonly File[]) => {
    if (files.length > 0) {
      imports.add(files, folder);
    }
  };
  const isOver = useFileDrop(take);
  useCommands(() => [
    { id: 'home.import', group: 'create', title: t('home.importFiles'), run: () => picker.current?.click() },
  ], [t]);

  return (
    <>
      <button type="button" className="button import-button" onClick={() => picker.current?.click()}>
        <ImportIcon /><span>{t('home.import')}</span>
      </button>
      <input
        ref={picker} type="file" multiple hidden accept={importAccept} data-testid="import-files"
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      {isOver && createPortal(
        <div className="drop-overlay" aria-hidden="true"><p><ImportIcon />{t('home.dropHere')}</p></div>, document.body,
      )}
      {items.length > 0 && createPortal(<ImportPanel items={items} onClose={() => imports.clear()} />, document.body)}
    </>
  );
}
