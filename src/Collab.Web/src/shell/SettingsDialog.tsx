import { useState } from 'react';
import { themeSettings, useThemeSetting } from '../app/theme';
import { languages, useLanguageSetting, useT, type Language, type LanguageSetting } from '../i18n';
import { cleanName, maxNameLength } from '../identity/guest';
import { palette } from '../identity/palette';
import { useGuest } from '../identity/useGuest';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { themeWords } from './themeWords';

const languageNames = Object.entries(languages) as readonly (readonly [Language, (typeof languages)[Language]])[];

/** What a person chooses for this browser: name and colour as others see them, colours of the app, language. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [guest, setGuest] = useGuest();
  const [theme, chooseTheme] = useThemeSetting();
  const [language, chooseLanguage] = useLanguageSetting();
  return (
    <Dialog title={t('shell.settings')} className="settings" testId="settings" onClose={onClose}>
      <NameField key={guest.id} name={guest.name} onChange={(name) => setGuest({ ...guest, name })} />
      <fieldset>
        <legend>{t('shell.yourColor')}</legend>
        <div className="swatches">
          {palette.map(({ name, hex }) => (
            <label key={hex} className="swatch" style={{ backgroundColor: hex }} title={t(`shell.color${name}`)}>
              <input
                type="radio" name="color" className="visually-hidden" aria-label={t(`shell.color${name}`)}
                checked={guest.color === hex} onChange={() => setGuest({ ...guest, color: hex, choseColor: true })}
              />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('shell.theme')}</legend>
        <div className="choices">
          {themeSettings.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio" name="theme" className="visually-hidden" checked={theme === one} data-testid={`theme-${one}`}
                onChange={() => chooseTheme(one)}
              />
              {t(themeWords[one])}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="language-field">
        {t('shell.language')}
        <select value={language} data-testid="language" onChange={(event) => chooseLanguage(event.target.value as LanguageSetting)}>
          <option value="system">{t('shell.languageSystem')}</option>
          {languageNames.map(([code, { name }]) => <option key={code} value={code} lang={code}>{name}</option>)}
        </select>
      </label>
    </Dialog>
  );
}

/** Keeps what is being typed; the others see a name that is never empty. */
function NameField({ name, onChange }: { readonly name: string; readonly onChange: (name: string) => void }) {
  const t = useT();
  const [draft, setDraft] = useState(name);
  return (
    <Field
      label={t('shell.yourName')} hint={t('shell.yourNameHint')} data-testid="guest-name" maxLength={maxNameLength} value={draft}
      autoComplete="nickname"
      onChange={(event) => {
        setDraft(event.target.value);
        onChange(cleanName(event.target.value, 'Guest'));
      }}
    />
  );
}
