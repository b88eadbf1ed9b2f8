import { useT } from '../i18n';
import type { Session } from '../session/session';
import { useWaitingChanges } from '../session/useSession';

/** How many changes wait for the server; nothing if there are none. */
export function Waiting({ session }: { readonly session: Session }) {
  const t = useT();
  const count = useWaitingChanges(session);
  return count === 0 ? null : <span className="status-waiting" data-testid="waiting">{t('session.waiting', { count })}</span>;
}
