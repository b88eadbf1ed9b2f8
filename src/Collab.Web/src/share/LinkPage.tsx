import { useEffect, useState, type ReactNode } from 'react';
import { Opening } from '../shell/Opening';
import { loadEditor } from '../shell/editors';
import { LoadedEditorPage } from '../shell/LoadedEditorPage';
import { isEditorKind, type EditorKind } from '../documents/kinds';
import { useT } from '../i18n';
import { LinkAccess, openLink, type LinkAnswer, type OpenedLink } from '../session/linkAccess';
import { forgetLink, keepLink, readLink, withoutToken } from './keptLinks';
import { NamePrompt } from './NamePrompt';

/** Milliseconds until a link is tried again that could not be asked for. */
const retryMilliseconds = 4_000;

type State =
  | { readonly state: 'opening' | 'absent' | 'busy' | 'unreachable' | 'cannot-show' }
  | { readonly state: 'open'; readonly link: LinkAccess; readonly document: string; readonly kind: EditorKind };

/**
 * What a share link leads to; the address stays that of the link. Without the server it is what this device has of it, until that is
 * reached and says whether the link is still good.
 */
export function LinkPage({ id }: { readonly id: string }) {
  const t = useT();
  const [page, setPage] = useState<State>({ state: 'opening' });

  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = async () => {
      const answer = orKept(id, await openLink(id));
      if (isGone) {
        return;
      }
      setPage(typeof answer === 'string' ? { state: answer } : stateOf(id, answer));
      if (answer === 'busy' || answer === 'unreachable') {
        timer = setTimeout(() => void open(), retryMilliseconds);
      }
    };
    void open();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [id]);

  switch (page.state) {
    case 'opening':
      return <Opening />;
    case 'absent':
      return <Notice testId="link-absent" title={t('share.absent')}>{t('share.absentLong')}</Notice>;
    case 'busy':
      return <Notice testId="link-busy" title={t('share.busy')}>{t('share.busyLong')}</Notice>;
    case 'unreachable':
      return <Notice testId="link-unreachable" title={t('share.away')}>{t('share.awayLong')}</Notice>;
    case 'cannot-show':
      return <Notice testId="link-cannot-show" title={t('share.cannotShow')}>{t('share.cannotShowLong')}</Notice>;
    case 'open':
      return (
        <>
          <LoadedEditorPage
            key={`${page.kind}/${page.document}`} kind={page.kind} name={page.document} link={page.link}
            onOtherKind={(kind) => setPage({ ...page, kind })}
          />
          <NamePrompt />
        </>
      );
  }
}

/** Remembers what the server says of a link, and says it again while the server cannot be asked. */
function orKept(id: string, answer: LinkAnswer): LinkAnswer {
  if (answer === 'unreachable') {
    const kept = readLink(localStorage, id);
    return kept ? withoutToken(kept) : answer;
  }
  if (answer === 'absent') {
    forgetLink(localStorage, id);
  } else if (answer !== 'busy' && isEditorKind(answer.kind)) {
    keepLink(localStorage, id, { ...answer, kind: answer.kind });
  }
  return answer;
}

function stateOf(id: string, opened: OpenedLink): State {
  if (!isEditorKind(opened.kind)) {
    return { state: 'cannot-show' };
  }
  // Side by side with what surrounds it.
  void loadEditor(opened.kind);
  return { state: 'open', link: new LinkAccess(id, opened), document: opened.document, kind: opened.kind };
}

type NoticeProperties = { readonly title: string; readonly testId: string; readonly children: ReactNode };

const Notice = ({ title, testId, children }: NoticeProperties) => (
  <main className="notice-page" data-testid={testId} role="status">
    <h1>{title}</h1>
    <p>{children}</p>
  </main>
);
