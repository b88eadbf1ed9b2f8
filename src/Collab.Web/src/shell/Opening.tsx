import { useEffect } from 'react';
import { beginOpening } from '../app/atRest';
import { useT } from '../i18n';

/** Something is on its way. */
export function Opening() {
  const t = useT();
  useEffect(beginOpening, []);
  return <div className="opening" role="status"><span className="spinner" /> {t('shell.opening')}</div>;
}
