import { Link } from '../app/navigation';
import type { Session } from '../session/session';
import { statusWords, type Status } from '../session/status';
import { useStatus } from '../session/useSession';

const keptSentence = (kept: 'device' | 'tab') => kept === 'device'
  ? 'What you changed is kept on this device.'
  : 'What you changed is kept in this tab only.';

/**
 * A strip below the bar when edits do not reach the server. A wide bar has room for the sentence itself, so that the
 * editor does not jump when the connection comes and goes; there the strip is for what needs an answer.
 */
export function StatusBanner({ session }: { readonly session: Session }) {
  const status: Status = useStatus(session);
  switch (status.state) {
    case 'offline':
      return <div className="banner offline narrow">{statusWords(status).long}</div>;
    case 'trouble':
      return <div className="banner trouble narrow">{statusWords(status).long}</div>;
    case 'closed':
      return (
        <div className="banner closed" role="alert" data-testid="closed">
          <span><strong>{statusWords(status).long}</strong> {keptSentence(status.kept)}</span>
          <span className="banner-actions">
            <button type="button" className="button" onClick={() => session.reconnect()}>Try again</button>
            <Link className="button" href="/">Home</Link>
          </span>
        </div>
      );
    default:
      return null;
  }
}
