import { useEffect } from 'react';
import { useT } from '../i18n';
import type { Session } from '../session/session';
import { forgetLink } from './keptLinks';

/** Stands for a document whose link was revoked, or has ended, while it was open. */
export function NoAccess({ session }: { readonly session: Session }) {
  const t = useT();
  const { link } = session;
  // Nor does this device's copy open by it any more.
  useEffect(() => {
    if (link) {
      forgetLink(localStorage, link.id);
    }
  }, [link]);
  return (
    <main className="notice-page" data-testid="no-access" role="alert">
      <h1>{t('share.ended')}</h1>
      <p>{t('share.endedLong')}</p>
      {session.saving.isUnsaved && <p>{t('share.endedUnsaved')}</p>}
    </main>
  );
}
