import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { problemOf } from '../documents/api';
import { TrashWatch } from '../documents/trashWatch';
import { translate, useT } from '../i18n';
import { useAccess } from '../session/access';
import type { Session } from '../session/session';
import { useStatus } from '../session/useSession';
import { showToast } from '../ui/notices';

/** A strip above a document that is in the trash, for those who can take it out: what is written there goes with it. */
export function TrashBanner({ session }: { readonly session: Session }) {
  const t = useT();
  const watch = useMemo(() => new TrashWatch(session.name), [session.name]);
  const isTrashed = useSyncExternalStore(watch.subscribe, () => watch.isTrashed);
  const { state } = useStatus(session);
  const isReached = state === 'saved' || state === 'saving';
  const mayAsk = useAccess(session) === 'write' && session.link === null && isReached;
  useEffect(() => (mayAsk ? watch.start() : undefined), [watch, mayAsk]);
  return isTrashed && state !== 'closed'
    ? (
      <div className="banner trouble" role="status" data-testid="in-trash">
        <span><strong>{t('shell.inTrash')}</strong> {t('shell.inTrashLong')}</span>
        <span className="banner-actions">
          <button type="button" className="button" onClick={() => void restore(watch)}>{t('shell.restore')}</button>
        </span>
      </div>
    )
    : null;
}

async function restore(watch: TrashWatch): Promise<void> {
  try {
    await watch.restore();
    showToast(translate('shell.restored'));
  } catch (error) {
    showToast(translate('shell.notRestored', { problem: problemOf(error) }));
  }
}
