import type { Confirmation } from './barrier';

/** What is known of the connection and of the copy on this device. */
export type SyncFacts = {
  /** `lost` also while it is tried again; `synced` once the server's state has come. */
  readonly connection: 'connecting' | 'synced' | 'lost';
  readonly confirmation: Confirmation;
  /** The server cannot store at present: it closed with 4503, or told so. */
  readonly storageTrouble: boolean;
  /** Whether edits survive closing the page: kept in IndexedDB, or only in this tab. */
  readonly kept: 'device' | 'tab';
  /** The server closed for good. */
  readonly final: FinalClose | null;
};

/** A close code from 4400 to 4499: trying again by ourselves would be of no use. */
export type FinalClose = { readonly code: number; readonly reason: string };

/** What a person is told about their edits. */
export type Status =
  | { readonly state: 'connecting' }
  | { readonly state: 'saving'; readonly slow: boolean }
  | { readonly state: 'saved' }
  /** The server has it, but is of a kind that never says whether it is stored. */
  | { readonly state: 'sent' }
  | { readonly state: 'offline' | 'trouble'; readonly kept: 'device' | 'tab' }
  | { readonly state: 'closed'; readonly close: FinalClose; readonly kept: 'device' | 'tab' };

export function statusOf(facts: SyncFacts): Status {
  const { connection, confirmation, kept, final } = facts;
  if (final) {
    return { state: 'closed', close: final, kept };
  }
  if (facts.storageTrouble) {
    return { state: 'trouble', kept };
  }
  if (connection !== 'synced') {
    return connection === 'connecting' ? { state: 'connecting' } : { state: 'offline', kept };
  }
  switch (confirmation) {
    case 'confirmed':
      return { state: 'saved' };
    case 'unsupported':
      return { state: 'sent' };
    default:
      return { state: 'saving', slow: confirmation === 'slow' };
  }
}

const keptWords = {
  device: 'changes are kept on this device',
  tab: 'changes are kept in this tab only, leave it open',
};

/** The status in words: a short one that is always seen, and a sentence. */
export function statusWords(status: Status): { readonly short: string; readonly long: string } {
  switch (status.state) {
    case 'connecting':
      return { short: 'Connecting', long: 'Connecting to the server' };
    case 'saving':
      return status.slow
        ? { short: 'Saving…', long: 'Saving takes longer than usual; changes are kept on this device meanwhile' }
        : { short: 'Saving…', long: 'The server is storing your changes' };
    case 'saved':
      return { short: 'Saved', long: 'The server has stored all changes' };
    case 'sent':
      return { short: 'Sent', long: 'The server has all changes; it does not tell whether they are stored' };
    case 'offline':
      return { short: 'Offline', long: `Offline – ${keptWords[status.kept]}` };
    case 'trouble':
      return { short: 'Storage trouble', long: `The server cannot store at present – ${keptWords[status.kept]}` };
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
    case 4413:
      return 'The last change is too large for the server.';
    case 4400:
      return 'The server could not understand this page. Load it anew to go on.';
    default:
      return reason === '' ? `The server closed this document (code ${code}).` : `The server closed this document: ${reason}`;
  }
}
