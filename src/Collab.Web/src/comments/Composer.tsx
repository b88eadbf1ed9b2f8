import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useT } from '../i18n';
import { cleanText, commentLimits } from './commentModel';

type Properties = {
  readonly label: string;
  /** What the button says. */
  readonly action: string;
  readonly initial?: string;
  readonly autoFocus?: boolean;
  /** Shows only the field until somebody writes. */
  readonly compact?: boolean;
  readonly onSend: (text: string) => void;
  readonly onCancel?: () => void;
};

/** A field for a comment. Mod+Enter sends, Escape gives up. */
export function Composer({ label, action, initial = '', autoFocus = false, compact = false, onSend, onCancel }: Properties) {
  const t = useT();
  const [text, setText] = useState(initial);
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const isEmpty = cleanText(text) === '';

  const send = () => {
    if (!isEmpty) {
      onSend(text);
      setText('');
    }
  };
  const cancel = () => {
    setText(initial);
    area.current?.blur();
    onCancel?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The editor around must not act on these.
    event.stopPropagation();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      cancel();
    }
  };

  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <label htmlFor={id} className="visually-hidden">{label}</label>
      <textarea
        ref={area} id={id} rows={1} dir="auto" placeholder={label} value={text} autoFocus={autoFocus} maxLength={commentLimits.text}
        onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown}
      />
      {(!compact || !isEmpty || initial !== '') && (
        <div className="composer-actions">
          <button type="button" className="button" onClick={cancel}>{t('common.cancel')}</button>
          <button type="submit" className="button primary" disabled={isEmpty}>{action}</button>
        </div>
      )}
    </form>
  );
}
