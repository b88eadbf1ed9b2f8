import { useEffect, useRef, useSyncExternalStore } from 'react';
import { CloseIcon } from '../app/icons';
import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { announce } from '../ui/notices';
import type { Following } from './following';

/** Says whose view is followed, and who follows this person's. */
export function FollowBar({ following: link }: { readonly following: Following }) {
  const t = useT();
  const { following, followers } = useSyncExternalStore(link.subscribe, link.state);
  const [first] = followers;
  const name = following?.name ?? null;
  const last = useRef<string | null>(null);

  useEffect(() => {
    if (name !== last.current) {
      announce(name === null ? t('board.noLongerFollowing', { name: last.current ?? '' }) : t('board.following', { name }));
      last.current = name;
    }
  }, [name, t]);

  if (!following && !first) {
    return null;
  }
  return (
    <div className="board-bars-group">
      {following && (
        <div className="board-bar" style={{ borderColor: following.color }} data-testid="following">
          <span className="board-dot" style={{ backgroundColor: following.color }} />
          <span className="board-bar-words">{t('board.following', { name: following.name })}</span>
          <IconButton
            label={t('board.stopFollowing', { name: following.name })} icon={<CloseIcon />} onClick={() => link.stop()}
          />
        </div>
      )}
      {first && (
        <div className="board-bar quiet" data-testid="followers" title={followers.map(({ name }) => name).join(', ')}>
          <span className="board-dot" style={{ backgroundColor: first.color }} />
          <span className="board-bar-words">
            {followers.length === 1
              ? t('board.followedBy', { name: first.name })
              : t('board.followedByMany', { count: followers.length })}
          </span>
        </div>
      )}
    </div>
  );
}
