import { useEffect, useState } from 'react';
import { CheckIcon, LinkIcon } from '../app/icons';

type Copying = 'idle' | 'copied' | 'failed';

const words: Record<Copying, string> = { idle: 'Copy link', copied: 'Copied', failed: 'Copy it from the address bar' };

/** Puts the address of this document on the clipboard. */
export function CopyLinkButton() {
  const [state, setState] = useState<Copying>('idle');
  useEffect(() => {
    if (state !== 'idle') {
      const timer = setTimeout(() => setState('idle'), 2_000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.origin + location.pathname);
      setState('copied');
    } catch {
      // No permission, or not a secure origin.
      setState('failed');
    }
  };

  return (
    <button type="button" className="button copy-link" data-testid="copy-link" title="Copy link" onClick={() => void copy()}>
      {state === 'copied' ? <CheckIcon /> : <LinkIcon />}
      <span className="copy-link-words" aria-live="polite">{words[state]}</span>
    </button>
  );
}
