import { statusWords, type Status } from '../session/status';

/** What a screen reader was told last of where edits are, and whether that was a reason to worry. */
export type Announcement = { readonly words: string; readonly worrying: boolean };

export const nothingAnnounced: Announcement = { words: '', worrying: false };

/**
 * What is to be told next. Saving and saved follow each other at every pause in typing and are not told; that changes are not
 * getting through is, once, and so is the end of that. A final close is told by the banner.
 */
export function nextAnnouncement(last: Announcement, status: Status): Announcement {
  switch (status.state) {
    case 'offline':
    case 'trouble':
    case 'refused':
      return { words: statusWords(status).long, worrying: true };
    case 'saving':
      return status.slow ? { words: statusWords(status).long, worrying: true } : last;
    case 'saved':
      return last.worrying ? { words: statusWords(status).long, worrying: false } : last;
    case 'connecting':
      return last;
    case 'closed':
      return { words: '', worrying: true };
  }
}
