import { useEffect, useState } from 'react';
import { useT } from '../i18n';
import { commonLanguages, listMoreLanguages, type TextLanguage } from './languages';

/** Stands for the list of all the others, until it is asked for. */
const more = ' more';

type Properties = { readonly value: string; readonly isDisabled: boolean; readonly onChange: (id: string) => void };

/** What a text is written in. */
export function LanguageSelect({ value, isDisabled, onChange }: Properties) {
  const t = useT();
  const [others, setOthers] = useState<readonly TextLanguage[]>([]);
  const isCommon = commonLanguages.some(({ id }) => id === value);
  const showMore = () => void listMoreLanguages().then(setOthers, () => {});

  useEffect(() => {
    if (!isCommon) {
      showMore();
    }
  }, [isCommon]);

  const isListed = isCommon || others.some(({ id }) => id === value);
  return (
    <select
      className="text-language" aria-label={t('text.language')} title={t('text.language')} data-testid="text-language" value={value}
      disabled={isDisabled} onChange={(event) => event.target.value === more ? showMore() : onChange(event.target.value)}
    >
      {commonLanguages.map(({ id, name }) => <option key={id} value={id}>{name ?? t('text.plain')}</option>)}
      {others.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      {!isListed && <option value={value}>{value}</option>}
      {others.length === 0 && <option value={more}>{t('text.moreLanguages')}</option>}
    </select>
  );
}
