import { useEffect, useId, useRef, useState } from 'react';
import { cleanName, initials, maxNameLength } from '../identity/guest';
import { palette } from '../identity/palette';
import { useGuest } from '../identity/useGuest';

/** The person at this browser: a face that opens a small form for name and colour. */
export function GuestMenu() {
  const [guest, setGuest] = useGuest();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();

  useEffect(() => {
    if (!open) {
      return;
    }
    const closeOutside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', closeOutside, true);
    return () => document.removeEventListener('pointerdown', closeOutside, true);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  return (
    <div
      className="guest-menu" ref={root}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape' && open) {
          close();
        }
      }}
    >
      <button
        ref={button} type="button" className="avatar me" data-testid="guest" style={{ backgroundColor: guest.color }}
        aria-label={`You are ${guest.name}. Change name and colour`} title={`You: ${guest.name}`}
        aria-expanded={open} aria-controls={menuId} onClick={() => setOpen(!open)}
      >
        {initials(guest.name)}
      </button>
      {open && (
        <form id={menuId} className="guest-form" onSubmit={(event) => { event.preventDefault(); close(); }}>
          <NameField key={guest.id} name={guest.name} onChange={(name) => setGuest({ ...guest, name })} />
          <fieldset>
            <legend>Your colour</legend>
            <div className="swatches">
              {palette.map((color) => (
                <label key={color.hex} className="swatch" style={{ backgroundColor: color.hex }} title={color.name}>
                  <input
                    type="radio" name="color" className="visually-hidden" aria-label={color.name}
                    checked={guest.color === color.hex} onChange={() => setGuest({ ...guest, color: color.hex, choseColor: true })}
                  />
                </label>
              ))}
            </div>
          </fieldset>
        </form>
      )}
    </div>
  );
}

/** Keeps what is being typed; the others see a name that is never empty. */
function NameField({ name, onChange }: { readonly name: string; readonly onChange: (name: string) => void }) {
  const [draft, setDraft] = useState(name);
  return (
    <label className="name-field">
      Your name, as others see it
      <input
        data-testid="guest-name" maxLength={maxNameLength} value={draft} autoFocus
        onChange={(event) => {
          setDraft(event.target.value);
          onChange(cleanName(event.target.value, 'Guest'));
        }}
      />
    </label>
  );
}
