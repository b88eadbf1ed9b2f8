import type { KeyboardEvent, Ref } from 'react';
import { CloseIcon } from '../app/icons';
import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { SearchIcon } from './homeIcons';

type Properties = {
  readonly query: string;
  readonly onChange: (query: string) => void;
  /** Opens the best of what was found. */
  readonly onOpen: () => void;
  readonly ref: Ref<HTMLInputElement>;
};

/** Finds documents by what is in them, and takes a link that somebody sent. */
export function SearchBox({ query, onChange, onOpen, ref }: Properties) {
  const t = useT();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      onOpen();
    } else if (event.key === 'Escape') {
      if (query === '') {
        event.currentTarget.blur();
      }
      onChange('');
    } else if (event.key === 'ArrowDown') {
      const first = document.querySelector<HTMLElement>('.search-results a');
      if (first) {
        event.preventDefault();
        first.focus();
      }
    }
  };
  return (
    <search className="search-box">
      <SearchIcon />
      <input
        ref={ref} type="text" inputMode="search" enterKeyHint="search" autoComplete="off" spellCheck={false} data-testid="search"
        aria-label={t('home.search')} placeholder={t('home.searchOrLink')} value={query} aria-keyshortcuts="/"
        onChange={(event) => onChange(event.target.value)} onKeyDown={onKeyDown}
      />
      {query === ''
        ? <kbd aria-hidden="true">/</kbd>
        : <IconButton label={t('home.clearSearch')} icon={<CloseIcon />} onClick={() => onChange('')} />}
    </search>
  );
}
