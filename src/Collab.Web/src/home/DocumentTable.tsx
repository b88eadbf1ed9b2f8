import { KindIcon } from '../app/icons';
import { Link } from '../app/navigation';
import { editorPath } from '../app/route';
import type { DocumentEntry } from '../documents/api';
import { displayTitle, kindWords } from '../documents/kinds';
import { formatRelativeTime } from '../i18n';
import type { DocumentList } from './useDocuments';

/** What is there, newest first, or why nothing is shown. */
export function DocumentTable({ list, onRetry }: { readonly list: DocumentList; readonly onRetry: () => void }) {
  return (
    <section className="documents" aria-labelledby="documents-heading" aria-busy={list.state === 'loading'}>
      <h2 id="documents-heading">Recent</h2>
      <Body list={list} onRetry={onRetry} />
    </section>
  );
}

function Body({ list, onRetry }: { readonly list: DocumentList; readonly onRetry: () => void }) {
  switch (list.state) {
    case 'loading':
      return <div className="documents-wait" role="status"><span className="spinner" /> Looking what is there…</div>;
    case 'failed':
      return (
        <div className="documents-note" role="alert">
          <p><strong>The list cannot be shown.</strong> {list.problem}</p>
          <button type="button" className="button" onClick={onRetry}>Try again</button>
        </div>
      );
    case 'loaded':
      return (
        <>
          {list.problem !== null && <p className="problem" role="status">Not up to date. {list.problem}</p>}
          {list.documents.length === 0
            ? (
              <div className="documents-note" data-testid="document-list">
                <p><strong>Nothing here yet.</strong> Make a board, a document or a text above; it will be listed here.</p>
              </div>
            )
            : (
              <ul className="document-list" data-testid="document-list">
                {list.documents.map((document) => <li key={document.name}><Row document={document} /></li>)}
              </ul>
            )}
        </>
      );
  }
}

function Row({ document }: { readonly document: DocumentEntry }) {
  const { kind, name, title, updatedAt } = document;
  const words = (
    <>
      <KindIcon kind={kind} />
      <span className={title.trim() ? 'document-title' : 'document-title untitled'}>
        {kind === 'other' ? name : displayTitle(kind, title)}
      </span>
      <span className="document-kind">{kind === 'other' ? 'Other' : kindWords[kind].noun}</span>
      <time className="document-time" dateTime={updatedAt.toISOString()} title={updatedAt.toLocaleString()}>
        {formatRelativeTime(updatedAt, new Date())}
      </time>
    </>
  );
  return kind === 'other'
    ? <div className="document-row" title="Made by another app; this one has no editor for it">{words}</div>
    : <Link className="document-row" href={editorPath(kind, name)} data-document={name}>{words}</Link>;
}
