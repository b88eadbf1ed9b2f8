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
};

/** A close code from 4400 to 4499: trying again by ourselves would be of no use. */
export type FinalClose = { readonly code: number; readonly reason: string };

/** The close code for a message that is larger than the server takes. */
export const tooLargeCode = 4413;

/** What a person is told about their edits. */
export type Status =
  | { readonly state: 'connecting'; readonly kept: Kept }
  | { readonly state: 'saving'; readonly slow: boolean; readonly kept: Kept }
  | { readonly state: 'saved' }
  | { readonly state: 'offline'; readonly kept: Kept }
  | { readonly state: 'trouble'; readonly trouble: Trouble; readonly kept: Kept }
  | { readonly state: 'closed'; readonly close: FinalClose; readonly kept: Kept };

const troubleCodes: ReadonlyMap<number, Trouble> = new Map([[4503, 'storage'], [4504, 'damaged']]);

/** What a connection that ended tells of the server; null if it is just not there. */
export const troubleOf = (closeCode: number | undefined): Trouble | null => troubleCodes.get(closeCode ?? 0) ?? null;

export function statusOf({ connection, confirmation, trouble, kept, final, isUploading }: SyncFacts): Status {
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
  return confirmation === 'confirmed' ? { state: 'saved' } : { state: 'saving', slow: confirmation === 'slow', kept };
}

const keptWords: Record<Kept, string> = {
  device: 'changes are kept on this device',
  tab: 'changes are kept in this tab only, leave it open',
};

const troubleWords: Record<Trouble, string> = {
  storage: 'The server cannot store at present',
  damaged: 'The server cannot read this document at present',
};

/** The status in words: a short one that is always seen, and a sentence. */
export function statusWords(status: Status): { readonly short: string; readonly long: string } {
  switch (status.state) {
    case 'connecting':
      return { short: 'Connecting', long: `Connecting to the server – ${keptWords[status.kept]}` };
    case 'saving':
      return status.slow
        ? { short: 'Saving…', long: `Saving takes longer than usual – ${keptWords[status.kept]}` }
        : { short: 'Saving…', long: 'Your changes are on their way to the server' };
    case 'saved':
      return { short: 'Saved', long: 'The server has stored all your changes' };
    case 'offline':
      return { short: 'Offline', long: `Offline – ${keptWords[status.kept]}` };
    case 'trouble':
      return { short: 'Storage trouble', long: `${troubleWords[status.trouble]} – ${keptWords[status.kept]}` };
    case 'closed':
      return { short: 'Closed', long: closeWords(status.close) };
  }
}

/** Why the server closed for good, as a sentence for people. */
export function closeWords({ code, reason }: FinalClose): string {
  switch (code) {
    case 4401:
      return 'You are no longer allowed in. Sign in again to go on.';
    case 4403:
      return 'You have no access to this document.';
    case 4404:
      return 'This document was deleted.';
    case tooLargeCode:
      return 'The last change is too large for the server.';
    case 4400:
      return 'The server could not understand this page. Load it anew to go on.';
    default:
      return reason === '' ? `The server closed this document (code ${code}).` : `The server closed this document: ${reason}`;
  }
}
