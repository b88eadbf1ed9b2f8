import { useT } from '../i18n';
import type { Session } from '../session/session';

/** Stands for a document whose link was revoked, or has ended, while it was open. */
export function NoAccess({ session }: { readonly session: Session }) {
  const t = useT();
  return (
    <main className="notice-page" data-testid="no-access" role="alert">
      <h1>{t('share.ended')}</h1>
      <p>{t('share.endedLong')}</p>
      {session.saving.isUnsaved && <p>{t('share.endedUnsaved')}</p>}
    </main>
  );
}
