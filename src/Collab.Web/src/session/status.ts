import { translate } from '../i18n';
import type { Confirmation } from './barrier';

/** Whether edits survive closing the page: kept in IndexedDB, or only in this tab. */
export type Kept = 'device' | 'tab';

/** Why the server cannot do its work, though it can be reached: it heals by itself, or when somebody mends the document. */
export type Trouble = 'storage' | 'damaged';

/** What is known of the connection, of the server and of the copy on this device. */
export type SyncFacts = {
  /** `lost` also while it is tried again; `synced` once the server's state has come. */
  readonly connection: 'connecting' | 'synced' | 'lost';
  readonly confirmation: Confirmation;
  readonly trouble: Trouble | null;
  readonly kept: Kept;
  /** The server closed for good. */
  readonly final: FinalClose | null;
  /** What is too large for the connection is being brought to the server beside it. */
  readonly isUploading: boolean;
  /** The server did not take what was edited here, because the person may not edit any more. */
  readonly isRefused: boolean;
};

/** A close code from 4400 to 4499: trying again by ourselves would be of no use. */
export type FinalClose = { readonly code: number; readonly reason: string };

/** The close code for a message that is larger than the server takes. */
export const tooLargeCode = 4413;

/** Whether a close says that the person may not be here: another token may help, or signing in. */
export const isAccessClose = (code: number): boolean => code === 4401 || code === 4403;

/** Whether a close says that the document is gone for good: its name is never another's, so no new try helps. */
export const isDeletion = (code: number): boolean => code === 4404;

/** What a person is told about their edits. */
export type Status =
  | { readonly state: 'connecting'; readonly kept: Kept }
  | { readonly state: 'saving'; readonly slow: boolean; readonly kept: Kept }
  | { readonly state: 'saved' }
  | { readonly state: 'offline'; readonly kept: Kept }
  | { readonly state: 'refused'; readonly kept: Kept }
  | { readonly state: 'trouble'; readonly trouble: Trouble; readonly kept: Kept }
  | { readonly state: 'closed'; readonly close: FinalClose; readonly kept: Kept };

const troubleCodes: ReadonlyMap<number, Trouble> = new Map([[4503, 'storage'], [4504, 'damaged']]);

/** What a connection that ended tells of the server; null if it is just not there. */
export const troubleOf = (closeCode: number | undefined): Trouble | null => troubleCodes.get(closeCode ?? 0) ?? null;

export function statusOf({ connection, confirmation, trouble, kept, final, isUploading, isRefused }: SyncFacts): Status {
  if (isUploading) {
    return { state: 'saving', slow: false, kept };
  }
  if (final) {
    return { state: 'closed', close: final, kept };
  }
  if (trouble) {
    return { state: 'trouble', trouble, kept };
  }
  if (connection !== 'synced') {
    return { state: connection === 'connecting' ? 'connecting' : 'offline', kept };
  }
  if (isRefused) {
    return { state: 'refused', kept };
  }
  return confirmation === 'confirmed' ? { state: 'saved' } : { state: 'saving', slow: confirmation === 'slow', kept };
}

const keptKeys = {
  connecting: { device: 'session.connectingDevice', tab: 'session.connectingTab' },
  slow: { device: 'session.slowDevice', tab: 'session.slowTab' },
  offline: { device: 'session.offlineDevice', tab: 'session.offlineTab' },
  refused: { device: 'session.refusedDevice', tab: 'session.refusedTab' },
  storage: { device: 'session.storageDevice', tab: 'session.storageTab' },
  damaged: { device: 'session.damagedDevice', tab: 'session.damagedTab' },
} as const;

/** The status in words, in the language shown: a short one that is always seen, and a sentence. */
export function statusWords(status: Status): { readonly short: string; readonly long: string } {
  switch (status.state) {
    case 'connecting':
      return { short: translate('session.connecting'), long: translate(keptKeys.connecting[status.kept]) };
    case 'saving':
      return {
        short: translate('session.saving'),
        long: translate(status.slow ? keptKeys.slow[status.kept] : 'session.savingLong'),
      };
    case 'saved':
      return { short: translate('session.saved'), long: translate('session.savedLong') };
    case 'offline':
      return { short: translate('session.offline'), long: translate(keptKeys.offline[status.kept]) };
    case 'refused':
      return { short: translate('session.refused'), long: translate(keptKeys.refused[status.kept]) };
    case 'trouble':
      return { short: translate('session.trouble'), long: translate(keptKeys[status.trouble][status.kept]) };
    case 'closed':
      return { short: translate('session.closed'), long: closeWords(status.close) };
  }
}

const closeKeys = {
  4400: 'session.closed4400', 4401: 'session.closed4401', 4403: 'session.closed4403', 4404: 'session.closed4404',
  [tooLargeCode]: 'session.closed4413',
} as const;

/** Why the server closed for good, as a sentence for people. */
export function closeWords({ code, reason }: FinalClose): string {
  const key = closeKeys[code as keyof typeof closeKeys];
  if (key) {
    return translate(key);
  }
  return reason === '' ? translate('session.closedCode', { code: String(code) }) : translate('session.closedReason', { reason });
}
