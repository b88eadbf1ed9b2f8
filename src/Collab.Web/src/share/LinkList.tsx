import { useState, type ComponentType } from 'react';
import { CheckIcon } from '../app/icons';
import type { EditorKind } from '../documents/kinds';
import { formatDate, formatRelativeTime, useT } from '../i18n';
import type { AccessRight } from '../session/access';
import { IconButton } from '../ui/IconButton';
import { announce } from '../ui/notices';
import { CommentIcon, CopyIcon, EyeIcon, PencilIcon } from './icons';
import { isOver, type ShareLink } from './links';
import { effectiveRight } from './rights';
import type { Links } from './useLinks';

const words = { read: 'share.linkRead', comment: 'share.linkComment', write: 'share.linkWrite' } as const;
const icons: Record<AccessRight, ComponentType> = { read: EyeIcon, comment: CommentIcon, write: PencilIcon };

type ListProperties = {
  /** Of the document that the links lead to. */
  readonly kind: EditorKind;
  readonly links: Links;
  /** The id of the one that was copied just now. */
  readonly copied: string | null;
  readonly onCopy: (link: ShareLink) => void;
};

/** The links that there are. */
export function LinkList({ kind, links, copied, onCopy }: ListProperties) {
  const t = useT();
  const { all, revoke } = links;
  if (all === null) {
    return links.problem === null ? <p className="share-note" role="status">{t('share.loading')}</p> : null;
  }
  if (all.length === 0) {
    return <p className="share-empty">{t('share.noLinks')}</p>;
  }
  return (
    <section>
      <h3 className="share-heading">{t('share.links')}</h3>
      <ul className="share-links" data-testid="share-links">
        {all.map((link) => (
          <Row
            key={link.id} kind={kind} link={link} isCopied={copied === link.id} onCopy={() => onCopy(link)}
            onRevoke={async () => {
              if (await revoke(link)) {
                announce(t('share.revoked'));
              }
            }}
          />
        ))}
      </ul>
    </section>
  );
}

type RowProperties = {
  readonly kind: EditorKind;
  readonly link: ShareLink;
  readonly isCopied: boolean;
  readonly onCopy: () => void;
  readonly onRevoke: () => Promise<void>;
};

function Row({ kind, link, isCopied, onCopy, onRevoke }: RowProperties) {
  const t = useT();
  const [isSure, setSure] = useState(false);
  const now = new Date();
  const over = isOver(link, now);
  const { createdAt, expiresAt } = link;
  const right = effectiveRight(kind, link.right);
  const Icon = icons[right];
  const name = `${t(words[right])}, ${t('share.madeAgo', { ago: formatRelativeTime(createdAt, now) })}`;
  return (
    <li className={`share-link ${over ? 'over' : ''}`} data-testid="share-link" data-right={right}>
      <span className="share-link-icon"><Icon /></span>
      <span className="share-link-words">
        <strong>{t(words[right])}</strong>
        <span>
          {t('share.madeAgo', { ago: formatRelativeTime(createdAt, now) })}
          {' · '}
          {expiresAt === null ? t('share.noEnd') : t(over ? 'share.endedOn' : 'share.endsOn', { date: formatDate(expiresAt, true) })}
        </span>
      </span>
      {!over && <IconButton label={t('share.copyThis', { name })} icon={isCopied ? <CheckIcon /> : <CopyIcon />} onClick={onCopy} />}
      <button
        type="button" className={`button share-revoke ${isSure ? 'sure' : ''}`} data-testid="share-revoke"
        aria-label={isSure ? undefined : t('share.revokeThis', { name })}
        onBlur={() => setSure(false)} onClick={() => (isSure ? void onRevoke() : setSure(true))}
      >
        {t(isSure ? 'share.revokeSure' : 'share.revoke')}
      </button>
    </li>
  );
}
