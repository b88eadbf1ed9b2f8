import { useState } from 'react';
import { useCommands } from '../commands/useCommands';
import { useT } from '../i18n';
import type { Session } from '../session/session';
import { ShareDialog } from './ShareDialog';
import { ShareIcon } from './icons';
import './share.css';

/** Opens the dialog to share a document; not there for those who came by a link themselves. */
export function ShareButton({ session }: { readonly session: Session }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const mayShare = session.link === null;
  useCommands(() => mayShare
    ? [{ id: 'document.share', group: 'document', title: t('share.share'), keywords: 'link invite', run: () => setOpen(true) }]
    : [], [t, mayShare]);
  if (!mayShare) {
    return null;
  }
  return (
    <>
      <button
        type="button" className="button primary share-button" data-testid="share" aria-haspopup="dialog" title={t('share.share')}
        onClick={() => setOpen(true)}
      >
        <ShareIcon />
        <span className="share-button-words">{t('share.share')}</span>
      </button>
      {isOpen && <ShareDialog session={session} onClose={() => setOpen(false)} />}
    </>
  );
}
