import { useState } from 'react';
import { MoreIcon } from '../app/icons';
import { formatDate, formatRelativeTime, useT } from '../i18n';
import { initials } from '../identity/guest';
import { palette } from '../identity/palette';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuItem } from '../ui/Menu';
import type { CommentAuthor, CommentMessage } from './commentModel';
import { Composer } from './Composer';

type Properties = {
  readonly message: CommentMessage;
  /** The person at this browser, and their colour. */
  readonly own: CommentAuthor & { readonly color: string };
  readonly canComment: boolean;
  readonly onEdit: (text: string) => void;
  readonly onDelete: () => void;
};

/** One comment: who, when, what; with edit and delete for its author. */
export function MessageItem({ message, own, canComment, onEdit, onDelete }: Properties) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const isOwn = message.authorId === own.id;
  const time = new Date(message.createdAt);
  return (
    <li className="message" data-testid="comment-message">
      <span className="avatar" style={{ backgroundColor: isOwn ? own.color : colorOf(message.authorId) }} aria-hidden="true">
        {initials(message.authorName)}
      </span>
      <div className="message-body">
        <p className="message-head">
          <strong dir="auto">{message.authorName}</strong>
          <time dateTime={time.toISOString()} title={formatDate(time, true)}>{formatRelativeTime(time, new Date())}</time>
          {message.editedAt !== null && <span title={formatDate(new Date(message.editedAt), true)}>· {t('comments.edited')}</span>}
        </p>
        {editing ? (
          <Composer
            label={t('comments.edit')} action={t('common.save')} initial={message.text} autoFocus
            onSend={(text) => { onEdit(text); setEditing(false); }} onCancel={() => setEditing(false)}
          />
        ) : <p className="message-text" dir="auto">{message.text}</p>}
      </div>
      {isOwn && canComment && !editing && (
        <Menu
          label={t('comments.actions')}
          trigger={(properties) => <IconButton className="message-more" label={t('comments.actions')} icon={<MoreIcon />} {...properties} />}
        >
          <MenuItem onSelect={() => setEditing(true)}>{t('comments.edit')}</MenuItem>
          <MenuItem isDangerous onSelect={onDelete}>{t('common.remove')}</MenuItem>
        </Menu>
      )}
    </li>
  );
}

/** A colour of the palette that is always the same for a person. */
function colorOf(authorId: string): string {
  let hash = 0;
  for (const character of authorId) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  }
  return palette[hash % palette.length]!.hex;
}
