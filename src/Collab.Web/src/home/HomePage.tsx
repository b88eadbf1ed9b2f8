import { useEffect, useState } from 'react';
import { KindIcon, LogoIcon } from '../app/icons';
import { navigate } from '../app/navigation';
import { editorPath } from '../app/route';
import { createDocument } from '../documents/api';
import { editorKinds, kindWords, type EditorKind } from '../documents/kinds';
import { DocumentTable } from './DocumentTable';
import { OpenByLink } from './OpenByLink';
import { useDocuments } from './useDocuments';
import './home.css';

/** Where one starts: make something, open something. */
export function HomePage() {
  const [list, refresh] = useDocuments();
  useEffect(() => {
    document.title = 'Collab';
  }, []);

  return (
    <div className="home">
      <header className="home-header">
        <LogoIcon />
        <span className="brand">Collab</span>
        <OpenByLink />
      </header>
      <main>
        <h1>What would you like to make?</h1>
        <NewCards />
        <DocumentTable list={list} onRetry={refresh} />
      </main>
    </div>
  );
}

type Making = { readonly state: 'idle' } | { readonly state: 'busy' } | { readonly state: 'failed'; readonly problem: string };

function NewCards() {
  const [making, setMaking] = useState<Making>({ state: 'idle' });
  const make = async (kind: EditorKind) => {
    setMaking({ state: 'busy' });
    try {
      const made = await createDocument(kind);
      navigate(editorPath(kind, made.name));
    } catch (error) {
      setMaking({ state: 'failed', problem: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <>
      <div className="new-cards">
        {editorKinds.map((kind) => (
          <button
            key={kind} type="button" className={`new-card ${kind}`} data-testid={`new-${kind}`}
            disabled={making.state === 'busy'} onClick={() => void make(kind)}
          >
            <KindIcon kind={kind} />
            <span className="new-card-words">
              <strong>New {kindWords[kind].noun.toLowerCase()}</strong>
              <span>{kindWords[kind].make}</span>
            </span>
          </button>
        ))}
      </div>
      {making.state === 'failed' && (
        <p className="problem" role="alert">Nothing was made. {making.problem}</p>
      )}
    </>
  );
}
