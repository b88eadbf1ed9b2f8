import { LinkIcon } from '../app/icons';
import { registry } from '../commands/registry';
import { useT } from '../i18n';

/** Puts the address of this document on the clipboard. */
export function CopyLinkButton() {
  const t = useT();
  return (
    <button
      type="button" className="button copy-link" data-testid="copy-link" aria-label={t('shell.copyLink')} title={t('shell.copyLink')}
      onClick={() => registry.commands().find(({ id }) => id === 'document.copy-link')?.run()}
    >
      <LinkIcon />
      <span className="copy-link-words">{t('shell.copyLink')}</span>
    </button>
  );
}
