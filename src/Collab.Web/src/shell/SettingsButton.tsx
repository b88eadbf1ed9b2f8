import { useT } from '../i18n';
import { initials } from '../identity/guest';
import { useGuest } from '../identity/useGuest';
import { openOverlay } from './overlays';

/** The person at this browser: a face that opens the settings. */
export function SettingsButton() {
  const t = useT();
  const [guest] = useGuest();
  return (
    <button
      type="button" className="avatar me" data-testid="guest" style={{ backgroundColor: guest.color }} aria-haspopup="dialog"
      aria-label={t('shell.settingsFor', { name: guest.name })} title={t('shell.settingsFor', { name: guest.name })}
      onClick={() => openOverlay('settings')}
    >
      <span aria-hidden="true">{initials(guest.name)}</span>
    </button>
  );
}
