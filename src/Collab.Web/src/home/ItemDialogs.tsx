import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { DocumentEntry } from '../documents/api';
import { maxFolderLength } from '../documents/api';
import { useT } from '../i18n';
import { maxTitleLength } from '../session/meta';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { cleanFolderName } from './emptyFolders';
import type { ItemActions, ItemDialog } from './itemActions';
import { listedTitle } from './listing';
import type { Folders } from './useFolders';

type Properties = {
  readonly dialog: ItemDialog;
  readonly actions: ItemActions;
  readonly folders: Folders;
  readonly onClose: () => void;
};

/** The dialog that is open on the home page. */
export function ItemDialogs({ dialog, actions, folders, onClose }: Properties) {
  switch (dialog.ask) {
    case 'rename':
      return <RenameDialog entry={dialog.entry} actions={actions} onClose={onClose} />;
    case 'move':
      return <MoveDialog entry={dialog.entry} actions={actions} folders={folders} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog entries={[dialog.entry]} actions={actions} onClose={onClose} />;
    case 'emptyTrash':
      return <DeleteDialog entries={dialog.entries} actions={actions} onClose={onClose} />;
    case 'newFolder':
      return <FolderDialog folders={folders} renamed={null} onClose={onClose} />;
    case 'renameFolder':
      return <FolderDialog folders={folders} renamed={dialog.folder} onClose={onClose} />;
  }
}

function RenameDialog({ entry, actions, onClose }: Pick<Properties, 'actions' | 'onClose'> & { readonly entry: DocumentEntry }) {
  const t = useT();
  const [title, setTitle] = useState(entry.title);
  return (
    <FormDialog
      title={t('home.renameTitle')} confirm={t('home.rename')} testId="rename-dialog" onClose={onClose}
      onConfirm={() => {
        const line = title.replace(/\s+/g, ' ').trim();
        if (line !== entry.title) {
          void actions.rename(entry, line);
        }
        onClose();
      }}
    >
      <Field
        label={t('home.title')} value={title} maxLength={maxTitleLength} autoFocus placeholder={listedTitle({ ...entry, title: '' })}
        onFocus={(event) => event.target.select()} onChange={(event) => setTitle(event.target.value)}
      />
    </FormDialog>
  );
}

type MoveProperties = Pick<Properties, 'actions' | 'folders' | 'onClose'> & { readonly entry: DocumentEntry };

function MoveDialog({ entry, actions, folders, onClose }: MoveProperties) {
  const t = useT();
  const [chosen, setChosen] = useState(entry.folder);
  const [made, setMade] = useState('');
  const group = useId();
  const choices = [{ name: '', words: t('home.noFolder') }, ...folders.all.map(({ name }) => ({ name, words: name }))];
  const folder = cleanFolderName(made) || chosen;
  return (
    <FormDialog
      title={t('home.moveTitle', { title: listedTitle(entry) })} confirm={t('home.moveHere')} testId="move-dialog" onClose={onClose}
      onConfirm={() => {
        if (folder !== entry.folder) {
          void actions.move(entry, folder);
        }
        onClose();
      }}
    >
      <fieldset className="folder-choices">
        <legend className="visually-hidden">{t('home.folder')}</legend>
        {choices.map(({ name, words }) => (
          <label key={name} className="folder-choice">
            <input
              type="radio" name={group} checked={folder === name}
              onChange={() => {
                setChosen(name);
                setMade('');
              }}
            />
            <span dir="auto">{words}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={t('home.orNewFolder')} value={made} maxLength={maxFolderLength} data-testid="new-folder-name"
        onChange={(event) => setMade(event.target.value)}
      />
    </FormDialog>
  );
}

type FolderProperties = Pick<Properties, 'folders' | 'onClose'> & {
  /** The folder that gets another name; null for a new one. */
  readonly renamed: string | null;
};

/** Asks what a folder is to be called. */
function FolderDialog({ folders, renamed, onClose }: FolderProperties) {
  const t = useT();
  const [typed, setTyped] = useState(renamed ?? '');
  const name = cleanFolderName(typed);
  const isTaken = name !== renamed && folders.all.some((folder) => folder.name === name);
  return (
    <FormDialog
      title={t(renamed === null ? 'home.newFolder' : 'home.renameFolder')} confirm={t(renamed === null ? 'home.create' : 'home.rename')}
      testId="folder-dialog" onClose={onClose} isDisabled={name === '' || isTaken}
      onConfirm={() => {
        if (renamed === null) {
          folders.add(name);
        } else if (name !== renamed) {
          void folders.rename(renamed, name);
        }
        onClose();
      }}
    >
      <Field
        label={t('home.folderName')} hint={t(renamed === null ? 'home.folderHint' : 'home.renameFolderHint')} value={typed}
        maxLength={maxFolderLength} autoFocus problem={isTaken ? t('home.folderTaken') : null} data-testid="new-folder-name"
        onFocus={(event) => event.target.select()} onChange={(event) => setTyped(event.target.value)}
      />
    </FormDialog>
  );
}

type DeleteProperties = Pick<Properties, 'actions' | 'onClose'> & { readonly entries: readonly DocumentEntry[] };

function DeleteDialog({ entries, actions, onClose }: DeleteProperties) {
  const t = useT();
  const [only] = entries;
  const words = entries.length === 1 && only
    ? t('home.deleteOne', { title: listedTitle(only) })
    : t('home.deleteMany', { count: entries.length });
  return (
    <FormDialog
      title={t('home.deleteTitle')} confirm={t('home.deleteForGood')} testId="delete-dialog" isDangerous onClose={onClose}
      onConfirm={() => {
        void actions.delete(entries);
        onClose();
      }}
    >
      <p>{words}</p>
    </FormDialog>
  );
}

type FormProperties = {
  readonly title: string;
  readonly confirm: string;
  readonly testId: string;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A question with two answers; Enter gives the first. */
function FormDialog({ title, confirm, testId, isDangerous, isDisabled, onConfirm, onClose, children }: FormProperties) {
  const t = useT();
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Dialog
      title={title} onClose={onClose} testId={testId}
      actions={(
        <>
          <button type="button" className="button" onClick={onClose}>{t('common.cancel')}</button>
          <button
            type="submit" form={form} className={`button ${isDangerous ? 'danger' : 'primary'}`} disabled={isDisabled}
            data-testid="confirm"
          >
            {confirm}
          </button>
        </>
      )}
    >
      <form id={form} className="dialog-form" onSubmit={submit}>{children}</form>
    </Dialog>
  );
}
