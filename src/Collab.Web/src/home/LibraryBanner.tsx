import { CloudOffIcon, WarningIcon } from '../app/icons';
import { formatDate, useT } from '../i18n';
import type { LibraryState } from './library';

type Properties = { readonly state: LibraryState; readonly onRetry: () => void };

/** Says when the list may be out of date, and what of it can be opened then. */
export function LibraryBanner({ state, onRetry }: Properties) {
  const t = useT();
  if (state.state !== 'known' || !state.trouble) {
    return null;
  }
  const when = formatDate(state.at, true);
  const { isAway, problem } = state.trouble;
  return (
    <div className="home-banner" role="status" data-testid="home-banner">
      {isAway ? <CloudOffIcon /> : <WarningIcon />}
      <p>{isAway ? t('home.away', { when }) : t('home.notUpToDate', { when, problem })}</p>
      <button type="button" className="button" onClick={onRetry}>{t('common.retry')}</button>
    </div>
  );
}

/** There is no list, not even an old one. */
export function LibraryFailed({ problem, onRetry }: { readonly problem: string; readonly onRetry: () => void }) {
  const t = useT();
  return (
    <div className="documents-note" role="alert" data-testid="home-failed">
      <p><strong>{t('home.listFailed')}</strong> {problem}</p>
      <button type="button" className="button" onClick={onRetry}>{t('common.retry')}</button>
    </div>
  );
}
