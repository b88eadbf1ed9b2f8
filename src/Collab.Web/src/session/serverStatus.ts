import * as decoding from 'lib0/decoding';
import { isAccessRight, type AccessRight } from './access';

/** The server's message about the session, sent because we connect with `collab=1` (docs/protocol.md). */
export const serverStatusType = 103;

/** What a message tells; null for what it does not speak of. */
export type ServerStatus = {
  /** Whether the server cannot store at present. */
  readonly trouble: boolean | null;
  readonly access: AccessRight | null;
};

/** Reads a message about the session; of one that cannot be understood nothing is taken. */
export function readServerStatus(message: decoding.Decoder): ServerStatus {
  const json = new TextDecoder().decode(decoding.readVarUint8Array(message));
  const { storage, access } = parse(json);
  return {
    trouble: storage === 'trouble' ? true : storage === 'ok' ? false : null,
    access: isAccessRight(access) ? access : null,
  };
}

function parse(json: string): { readonly storage?: unknown; readonly access?: unknown } {
  try {
    const status: unknown = JSON.parse(json);
    return typeof status === 'object' && status !== null ? status : {};
  } catch {
    return {};
  }
}
