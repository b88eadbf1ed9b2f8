import { useEffect } from 'react';
import { KindIcon, LinkIcon } from '../app/icons';
import { Link } from '../app/navigation';
import { editorPath, type PastedLink } from '../app/route';
import type { DocumentEntry, SearchResult } from '../documents/api';
import { kindNoun } from '../documents/kinds';
import { formatRelativeTime, useT } from '../i18n';
import { announce } from '../ui/notices';
import { isEditable } from './itemActions';
import { listedTitle } from './listing';
import { splitSnippet } from './snippet';
import type { Search } from './useSearch';

/** What a search found. */
export function SearchResults({ search, documents }: { readonly search: Search; readonly documents: readonly DocumentEntry[] }) {
  const t = useT();
  const count = 'results' in search ? search.results.length : null;
  useEffect(() => {
    if (count !== null) {
      announce(t('home.found', { count }));
    }
  }, [count, t]);

  return (
    <section className="search-results" aria-labelledby="results-heading" data-testid="search-results">
      <h1 id="results-heading">{t('home.results')}</h1>
      <Body search={search} documents={documents} />
    </section>
  );
}

/** What was pasted into the search box is a link: it leads somewhere here, or not. */
export function LinkResult({ link }: { readonly link: PastedLink }) {
  const t = useT();
  return (
    <section className="search-results" aria-label={t('home.results')} data-testid="search-results">
      {'path' in link
        ? (
          <ul className="results">
            <li>
              <Link className="result" href={link.path} data-testid="open-pasted">
                <span className="kind-icon"><LinkIcon /></span>
                <span className="result-words">
                  <span className="item-title">{t('home.openLink')}</span>
                  <span className="result-facts" dir="ltr">{link.path}</span>
                </span>
              </Link>
            </li>
          </ul>
        )
        : <p className="problem" role="alert">{t(link.problem === 'otherServer' ? 'home.linkElsewhere' : 'home.linkToNothing')}</p>}
    </section>
  );
}

function Body({ search, documents }: { readonly search: Search; readonly documents: readonly DocumentEntry[] }) {
  const t = useT();
  switch (search.state) {
    case 'searching':
      return <p className="documents-wait" role="status"><span className="spinner" /> {t('home.searching')}</p>;
    case 'failed':
      return <p className="problem" role="alert">{t('home.searchFailed', { problem: search.problem })}</p>;
    default: {
      const entries = new Map(documents.map((entry) => [entry.name, entry]));
      const shown = search.results.flatMap((result) => {
        const entry = entries.get(result.name);
        return entry && entry.trashedAt === null ? [{ entry, result }] : [];
      });
      return (
        <>
          {search.state === 'byTitle' && <p className="search-note" role="status">{t('home.titlesOnly')}</p>}
          {shown.length === 0
            ? <div className="documents-note"><p><strong>{t('home.nothingFound')}</strong> {t('home.nothingFoundHint')}</p></div>
            : <ul className="results">{shown.map(({ entry, result }) => <Result key={entry.name} entry={entry} result={result} />)}</ul>}
        </>
      );
    }
  }
}

function Result({ entry, result }: { readonly entry: DocumentEntry; readonly result: SearchResult }) {
  const words = (
    <>
      <KindIcon kind={entry.kind} />
      <span className="result-words">
        <span className="item-title" dir="auto">{listedTitle(entry)}</span>
        {result.snippet !== '' && (
          <span className="snippet" dir="auto">
            {splitSnippet(result).map(({ text, isHit }, at) => (isHit ? <mark key={at}>{text}</mark> : text))}
          </span>
        )}
        <span className="result-facts">
          {kindNoun(entry.kind)} · {formatRelativeTime(entry.updatedAt, new Date())}{entry.folder !== '' && ` · ${entry.folder}`}
        </span>
      </span>
    </>
  );
  return (
    <li data-result={entry.name}>
      {isEditable(entry)
        ? <Link className="result" href={editorPath(entry.kind, entry.name)}>{words}</Link>
        : <div className="result">{words}</div>}
    </li>
  );
}
