import { useState } from 'react';
import type { DocumentEntry } from '../documents/api';

/** A picture of what is in a document: the one its last editor left, else a sketch of its kind. */
export function Thumbnail({ entry: { kind, thumbnail } }: { readonly entry: DocumentEntry }) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span className={`thumbnail ${kind}`}>
      {thumbnail !== null && failed !== thumbnail
        ? <img src={thumbnail} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setFailed(thumbnail)} />
        : <Sketch kind={kind} />}
    </span>
  );
}

/** What stands for a document of which nobody has a picture yet. */
export function Sketch({ kind }: Pick<DocumentEntry, 'kind'>) {
  return (
    <svg
      className="sketch" viewBox="0 0 160 100" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round"
      strokeLinejoin="round" aria-hidden="true"
    >
      {sketches[kind]}
    </svg>
  );
}

const sketches = {
  board: (
    <>
      <rect x="30" y="28" width="38" height="26" rx="5" />
      <circle cx="116" cy="62" r="15" />
      <path d="M68 41c18 0 28 4 36 12M98 52l6.5 1.5.5-6.5" />
    </>
  ),
  page: <path d="M48 28h40M48 42h64M48 54h64M48 66h52M48 78h30" />,
  text: <path d="M46 30h18M72 30h30M54 44h36M54 56h22M84 56h20M46 70h30" />,
  other: <path d="M80 28l24 13v26L80 80 56 67V41zM56 41l24 13 24-13M80 54v26" />,
};
