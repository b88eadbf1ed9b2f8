import { useEffect, useRef, useState } from 'react';
import { StoredSetting } from '../app/storedSetting';
import { cleanName, maxNameLength } from '../identity/guest';
import { useGuest } from '../identity/useGuest';
import { useT } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import './share.css';

const asked = new StoredSetting<'yes' | 'no'>('collab.asked-name', (value): value is 'yes' | 'no' => value === 'yes' || value === 'no', 'no');

/** Asks a guest once what others should call them; a name is there already, and may stay. */
export function NamePrompt() {
  const t = useT();
  const [guest, setGuest] = useGuest();
  const [isOpen, setOpen] = useState(asked.get() === 'no');
  const [name, setName] = useState(guest.name);
  const field = useRef<HTMLInputElement>(null);

  // After the dialog, which puts the focus on what comes first in it.
  useEffect(() => field.current?.select(), []);
  if (!isOpen) {
    return null;
  }
  const close = () => {
    asked.set('yes');
    setGuest({ ...guest, name: cleanName(name, guest.name) });
    setOpen(false);
  };
  return (
    <Dialog
      title={t('share.nameTitle')} onClose={close} testId="name-prompt" className="name-prompt"
      actions={<button type="submit" form="name-prompt" className="button primary" data-testid="name-go">{t('share.nameGo')}</button>}
    >
      <form id="name-prompt" onSubmit={(event) => { event.preventDefault(); close(); }}>
        <Field
          ref={field} label={t('share.nameLabel')} hint={t('share.nameHint')} value={name} maxLength={maxNameLength}
          autoComplete="nickname" data-testid="name-field" onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
