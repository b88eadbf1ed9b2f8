import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState, type FormEvent } from 'react';
import { LinkIcon } from '../app/icons';
import { toLink } from '../app/links';

/** The link of the selected text: set, changed or taken away in a small form. */
export function LinkControl({ editor }: { readonly editor: Editor }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const { active, empty } = useEditorState({
    editor,
    selector: (state) => ({ active: state.editor.isActive('link'), empty: state.editor.state.selection.empty }),
  });

  const toggle = () => {
    setRefused(false);
    setTyped(typed === null ? String(editor.getAttributes('link')['href'] ?? '') : null);
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const href = toLink(typed ?? '');
    if (href === null && typed?.trim()) {
      setRefused(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    (href === null ? chain.unsetLink() : chain.setLink({ href })).run();
    setTyped(null);
  };

  return (
    <span className="link-control">
      <button
        type="button" className="tool" title="Link" aria-label="Link" aria-pressed={active} aria-expanded={typed !== null}
        disabled={empty && !active && typed === null} onPointerDown={(event) => event.preventDefault()} onClick={toggle}
      >
        <LinkIcon />
      </button>
      {typed !== null && (
        <form className="link-form" onSubmit={apply}>
          <input
            autoFocus type="text" inputMode="url" aria-label="Address" placeholder="https://" value={typed}
            aria-invalid={refused}
            onChange={(event) => { setTyped(event.target.value); setRefused(false); }}
            onKeyDown={(event) => { if (event.key === 'Escape') { setTyped(null); editor.commands.focus(); } }}
          />
          <button type="submit" className="button primary">{typed.trim() === '' && active ? 'Remove' : 'Set'}</button>
          {refused && <p role="alert">Links start with https, http or mailto.</p>}
        </form>
      )}
    </span>
  );
}
