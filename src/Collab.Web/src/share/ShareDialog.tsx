import { useEffect, useId, useState } from 'react';
import { CheckIcon, LinkIcon } from '../app/icons';
import { displayTitle } from '../documents/kinds';
import { useT } from '../i18n';
import type { AccessRight } from '../session/access';
import type { Session } from '../session/session';
import { useTitle } from '../session/useSession';
import { Dialog } from '../ui/Dialog';
import { announce } from '../ui/notices';
import { LinkList } from './LinkList';
import { addressOf, findLike, isLoopback, makeLink, type Expiry } from './links';
import { offeredRights } from './rights';
import { useLinks } from './useLinks';

const rights = { read: 'share.mayRead', comment: 'share.mayComment', write: 'share.mayWrite' } as const;
const expiries = { never: 'share.endsNever', day: 'share.endsDay', week: 'share.endsWeek', month: 'share.endsMonth' } as const;
const expiryOptions = Object.keys(expiries) as readonly Expiry[];

/** How long it is shown that a link was copied. */
const copiedMilliseconds = 2_500;

/** Stands for the button that makes links, where a link's id would say which was copied. */
const byButton = '';

/** Makes links to a document, and shows and revokes those that there are. */
export function ShareDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const t = useT();
  const title = displayTitle(session.kind, useTitle(session));
  const links = useLinks(session.name);
  const [right, setRight] = useState<AccessRight>('write');
  const [expiry, setExpiry] = useState<Expiry>('never');
  const [isBusy, setBusy] = useState(false);
  const [byHand, setByHand] = useState<string | null>(null);
  const [copied, setCopied] = useCopied();

  const copy = async (address: string, by: string) => {
    try {
      await navigator.clipboard.writeText(address);
      setByHand(null);
      setCopied(by);
      announce(t('share.copied'));
    } catch {
      // No permission, or not a secure origin.
      setByHand(address);
    }
  };

  const makeAndCopy = async () => {
    setBusy(true);
    try {
      const link = findLike(links.all ?? [], right, expiry) ?? await makeLink(session.name, right, expiry);
      links.add(link);
      await copy(addressOf(link, location.origin), byButton);
    } catch (error) {
      links.tell(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog title={t('share.shareNamed', { title })} onClose={onClose} className="share-dialog" testId="share-dialog">
      <div className="share-new" role="group" aria-label={t('share.newLink')}>
        <Choice label={t('share.whoeverHasIt')} value={right} options={offeredRights(session.kind)} words={rights} onChoose={setRight} testId="share-right" />
        <Choice label={t('share.ends')} value={expiry} options={expiryOptions} words={expiries} onChoose={setExpiry} testId="share-expiry" />
        <button
          type="button" className="button primary" data-testid="share-copy" disabled={isBusy} onClick={() => void makeAndCopy()}
        >
          {copied === byButton ? <CheckIcon /> : <LinkIcon />}
          {t(copied === byButton ? 'share.copied' : 'share.copyLink')}
        </button>
      </div>
      {byHand !== null && <ByHand address={byHand} />}
      {links.problem !== null && <p className="problem" role="alert">{t('share.problem', { problem: links.problem })}</p>}
      <p className="share-note">{t(isLoopback(location.hostname) ? 'share.whoCanOpenLoopback' : 'share.whoCanOpen')}</p>
      <LinkList kind={session.kind} links={links} copied={copied} onCopy={(link) => void copy(addressOf(link, location.origin), link.id)} />
    </Dialog>
  );
}

/** What was copied last, for as long as that is shown. */
function useCopied(): readonly [string | null, (what: string) => void] {
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setCopied(null), copiedMilliseconds);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, setCopied];
}

type ChoiceProperties<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly words: Readonly<Record<T, Parameters<ReturnType<typeof useT>>[0]>>;
  readonly onChoose: (value: T) => void;
  readonly testId: string;
};

function Choice<T extends string>({ label, value, options, words, onChoose, testId }: ChoiceProperties<T>) {
  const t = useT();
  const id = useId();
  return (
    <div className="share-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} data-testid={testId} value={value} onChange={(event) => onChoose(event.target.value as T)}>
        {options.map((option) => <option key={option} value={option}>{t(words[option])}</option>)}
      </select>
    </div>
  );
}

/** The address to be copied where the page may not. */
function ByHand({ address }: { readonly address: string }) {
  const t = useT();
  const id = useId();
  return (
    <div className="share-by-hand">
      <label htmlFor={id}>{t('share.copyByHand')}</label>
      <input id={id} data-testid="share-address" readOnly value={address} autoFocus onFocus={(event) => event.target.select()} />
    </div>
  );
}
