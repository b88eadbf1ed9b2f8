import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react';
import { CloseIcon } from '../app/icons';
import { useT } from '../i18n';
import { IconButton } from './IconButton';

type Properties = {
  readonly title: string;
  /** Asked for by the person: Escape, the cross, a click beside it. The parent then takes the dialog away. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly testId?: string;
};

/** A modal dialog. The browser keeps the focus in it, makes the rest inert, and gives the focus back in the end. */
export function Dialog({ title, onClose, children, actions, className = '', testId }: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const t = useT();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The browser would take the cross: it is the first.
    firstControl(element)?.focus();
    // A button that becomes disabled loses the focus to the page behind, and an editor there would take the keys; Escape too.
    const keepKeys = (event: globalThis.KeyboardEvent) => {
      if (event.target instanceof Element && !event.target.closest('dialog[open]')) {
        event.stopPropagation();
      }
    };
    addEventListener('keydown', keepKeys, true);
    return () => {
      removeEventListener('keydown', keepKeys, true);
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);

  // The dialog itself fills no space: a click that hits it, and nothing in it, is on the backdrop.
  const onMouseDown = (event: MouseEvent) => {
    if (event.target === dialog.current) {
      onClose();
    }
  };

  return (
    <dialog
      ref={dialog} className={`dialog ${className}`} aria-labelledby={heading} data-testid={testId} onMouseDown={onMouseDown}
      onCancel={(event) => {
        // A dialog inside, or a file picker, has a cancel of its own.
        if (event.target === dialog.current) {
          event.preventDefault();
          onClose();
        }
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="dialog-body">
        <header className="dialog-header">
          <h2 id={heading}>{title}</h2>
          <IconButton label={t('common.close')} icon={<CloseIcon />} onClick={onClose} />
        </header>
        <div className="dialog-content">{children}</div>
        {actions && <footer className="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}

/** Where one goes on in a dialog: its content, or else its first button, which takes nothing away. */
function firstControl(dialog: HTMLDialogElement | null): HTMLElement | null {
  const content = dialog?.querySelector('.dialog-content');
  return content?.querySelector<HTMLElement>('input[type="radio"]:checked')
    ?? content?.querySelector<HTMLElement>('input, select, textarea, button, a[href]')
    ?? dialog?.querySelector<HTMLElement>('.dialog-actions button')
    ?? null;
}
