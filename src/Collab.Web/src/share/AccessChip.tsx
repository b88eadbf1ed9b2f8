import { useEffect, useRef, type ReactNode } from 'react';
import { useT } from '../i18n';
import { useAccess } from '../session/access';
import type { Session } from '../session/session';
import { announce } from '../ui/notices';
import { CommentIcon, EyeIcon } from './icons';
import { effectiveRight } from './rights';
import './share.css';

const changed = { read: 'session.rightIsRead', comment: 'session.rightIsComment', write: 'session.rightIsWrite' } as const;

/** Says what those may do who may not do everything; and, aloud, when that changes. */
export function AccessChip({ session }: { readonly session: Session }) {
  const t = useT();
  const right = effectiveRight(session.kind, useAccess(session));
  const last = useRef(right);
  useEffect(() => {
    if (last.current !== right) {
      last.current = right;
      announce(t(changed[right]));
    }
  }, [right, t]);

  switch (right) {
    case 'read':
      return <Chip icon={<EyeIcon />} words={t('session.viewOnly')} title={t('session.viewOnlyLong')} right={right} />;
    case 'comment':
      return <Chip icon={<CommentIcon />} words={t('session.canComment')} title={t('session.canCommentLong')} right={right} />;
    case 'write':
      return null;
  }
}

type Properties = { readonly icon: ReactNode; readonly words: string; readonly title: string; readonly right: string };

const Chip = ({ icon, words, title, right }: Properties) => (
  <span className="access-chip" title={title} data-testid="access" data-right={right}>{icon}<span>{words}</span></span>
);
