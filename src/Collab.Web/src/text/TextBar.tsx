import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { LanguageSelect } from './LanguageSelect';
import { FindIcon, WrapIcon } from './textIcons';
import { chooseTextViewMode, chooseWrapping, textViewModes, type TextViewMode } from './textSettings';
import type { TextCount } from './wordCount';

export const viewWords = {
  write: { short: 'text.viewWrite', long: 'text.showWrite' },
  both: { short: 'text.viewBoth', long: 'text.showBoth' },
  read: { short: 'text.viewRead', long: 'text.showRead' },
} as const;

type Properties = {
  readonly language: string;
  readonly onLanguage: (id: string) => void;
  readonly isEditable: boolean;
  readonly isWrapping: boolean;
  /** Null where there is no preview. */
  readonly mode: TextViewMode | null;
  readonly count: TextCount;
  readonly onFind: () => void;
};

/** The strip above a text. */
export function TextBar({ language, onLanguage, isEditable, isWrapping, mode, count, onFind }: Properties) {
  const t = useT();
  return (
    <div className="text-bar" role="group" aria-label={t('text.tools')}>
      <LanguageSelect value={language} isDisabled={!isEditable} onChange={onLanguage} />
      <IconButton label={t('text.find')} icon={<FindIcon />} data-testid="text-find" onClick={onFind} />
      <IconButton
        label={t('text.wrap')} icon={<WrapIcon />} pressed={isWrapping} data-testid="text-wrap" onClick={() => chooseWrapping(!isWrapping)}
      />
      <span className="text-count" data-testid="word-count" title={t('text.characters', { count: count.characters })}>
        {t('text.words', { count: count.words })}
      </span>
      {mode !== null && (
        <div className="text-modes" role="radiogroup" aria-label={t('text.view')}>
          {textViewModes.map((one) => (
            <label key={one} className={`choice ${one}`}>
              <input
                type="radio" name="text-mode" className="visually-hidden" checked={mode === one} data-testid={`text-mode-${one}`}
                onChange={() => chooseTextViewMode(one)}
              />
              {t(viewWords[one].short)}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
