import { useRef, type ComponentType } from 'react';
import { CheckIcon, ClosedIcon, CloudOffIcon, SavingIcon, WarningIcon } from '../app/icons';
import { useT } from '../i18n';
import type { Session } from '../session/session';
import { statusWords, type Status } from '../session/status';
import { useStatus } from '../session/useSession';
import { Waiting } from './Waiting';
import { nextAnnouncement, nothingAnnounced, type Announcement } from './announcement';
import { useSteadyStatus } from './useSteadyStatus';

// Each state has a shape of its own: colour is not the only sign.
const icons: Record<Status['state'], ComponentType> = {
  connecting: SavingIcon, saving: SavingIcon, saved: CheckIcon, offline: CloudOffIcon, trouble: WarningIcon, refused: WarningIcon,
  closed: ClosedIcon,
};

/** Where edits are: on their way, stored, kept here. */
export function StatusLine({ session }: { readonly session: Session }) {
  useT();
  const status = useSteadyStatus(useStatus(session));
  const isWorrying = status.state === 'offline' || status.state === 'trouble' || status.state === 'refused';
  const { short, long } = statusWords(status);
  const Icon = icons[status.state];
  return (
    <>
      <div className={`status ${status.state}`} data-testid="status" data-state={status.state} title={long}>
        <Icon />
        <span className="status-short">{short}</span>
        {isWorrying && <span className="status-long">{long}</span>}
        {isWorrying && <Waiting session={session} />}
      </div>
      <Announcer status={status} />
    </>
  );
}

/** Says aloud what matters of the status: it changes at every pause in typing, and nobody wants to hear that. */
function Announcer({ status }: { readonly status: Status }) {
  const last = useRef<Announcement>(nothingAnnounced);
  last.current = nextAnnouncement(last.current, status);
  return <span className="visually-hidden" role="status" data-testid="status-announcement">{last.current.words}</span>;
}
