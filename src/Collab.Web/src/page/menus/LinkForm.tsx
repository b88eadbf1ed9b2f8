import type { Editor } from '@tiptap/core';
import { useState, type FormEvent } from 'react';
import { isSafeLink, toLink } from '../../app/links';
import { useT } from '../../i18n';

/** The link of the selected text: set, changed, opened or taken away. */
export function LinkForm({ editor, onDone }: { readonly editor: Editor; readonly onDone: () => void }) {
  const t = useT();
  const current = String(editor.getAttributes('link')['href'] ?? '');
  const [typed, setTyped] = useState(current);
  const [refused, setRefused] = useState(false);

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const href = toLink(typed);
    if (href === null && typed.trim() !== '') {
      setRefused(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    (href === null ? chain.unsetLink() : chain.setLink({ href })).run();
    onDone();
  };
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    onDone();
  };

  return (
    <form
      className="link-form" onSubmit={apply}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone();
          editor.commands.focus();
        }
      }}
    >
      <input
        autoFocus type="text" inputMode="url" dir="ltr" aria-label={t('page.address')} placeholder="https://" value={typed}
        aria-invalid={refused} onChange={(event) => { setTyped(event.target.value); setRefused(false); }}
      />
      <button type="submit" className="button primary">{t('page.setLink')}</button>
      {current !== '' && <button type="button" className="button" onClick={remove}>{t('page.removeLink')}</button>}
      {isSafeLink(current) && <a className="button" href={current} target="_blank" rel="noopener noreferrer nofollow">{t('page.openLink')}</a>}
      {refused && <p role="alert">{t('page.linkRefused')}</p>}
    </form>
  );
}
