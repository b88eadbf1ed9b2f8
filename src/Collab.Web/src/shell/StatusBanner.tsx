import * as Y from 'yjs';
import { Link } from '../app/navigation';
import { fillAndOpen } from '../home/making';
import { useT } from '../i18n';
import { readTitle } from '../session/meta';
import type { Session } from '../session/session';
import { isAccessClose, isDeletion, statusWords, type Status } from '../session/status';
import { useStatus, type OpenSession } from '../session/useSession';
import { signInPath } from '../signin/signIn';
import { Waiting } from './Waiting';

const keptKeys = { device: 'session.keptDevice', tab: 'session.keptTab' } as const;

/**
 * A strip below the bar when edits do not reach the server. A wide bar has room for the sentence itself, so that the
 * editor does not jump when the connection comes and goes; there the strip is for what needs an answer.
 */
export function StatusBanner({ session, ready }: OpenSession) {
  const t = useT();
  const status: Status = useStatus(session);
  switch (status.state) {
    case 'offline':
    case 'trouble':
    case 'refused':
      return (
        <div className={`banner ${status.state} narrow`}>
          <span>{statusWords(status).long}</span>
          <Waiting session={session} />
        </div>
      );
    case 'closed':
      return (
        <div className="banner closed" role="alert" data-testid="closed">
          <span><strong>{statusWords(status).long}</strong> {t(keptKeys[status.kept])}</span>
          <span className="banner-actions">
            {isAccessClose(status.close.code) && <Link className="button primary" href={signInPath(location.pathname)}>{t('share.signIn')}</Link>}
            {isDeletion(status.close.code)
              ? ready && session.link === null && <button type="button" className="button primary" onClick={() => keepCopy(session)}>{t('shell.keepCopy')}</button>
              : <button type="button" className="button" onClick={() => session.reconnect()}>{t('common.retry')}</button>}
            <Link className="button" href="/">{t('shell.home')}</Link>
          </span>
        </div>
      );
    default:
      return null;
  }
}

/** What is gone at the server is here still, with what was just written: as a document of its own it is safe again. */
function keepCopy({ kind, doc }: Session): void {
  void fillAndOpen(async () => ({ kind, title: readTitle(doc), folder: '', update: Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer> }));
}
