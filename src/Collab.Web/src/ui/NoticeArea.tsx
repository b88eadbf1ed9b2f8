import { useSyncExternalStore } from 'react';
import { CloseIcon } from '../app/icons';
import { useT } from '../i18n';
import { IconButton } from './IconButton';
import { dismissToast, notices } from './notices';

/** Where notices appear and are read out; one on the page. */
export function NoticeArea() {
  const t = useT();
  const toasts = useSyncExternalStore(notices.subscribe, notices.toasts);
  const announcement = useSyncExternalStore(notices.subscribe, notices.announcement);
  return (
    <>
      <div className="toasts" role="region" aria-label={t('common.notifications')}>
        <ul aria-live="polite">
          {toasts.map(({ id, text, action }) => (
            <li key={id} className="toast" data-testid="toast">
              <span>{text}</span>
              {action && (
                <button
                  type="button" className="toast-action"
                  onClick={() => {
                    dismissToast(id);
                    action.run();
                  }}
                >
                  {action.label}
                </button>
              )}
              <IconButton label={t('common.close')} icon={<CloseIcon />} onClick={() => dismissToast(id)} />
            </li>
          ))}
        </ul>
      </div>
      <p className="visually-hidden" aria-live="polite">{announcement}</p>
    </>
  );
}
