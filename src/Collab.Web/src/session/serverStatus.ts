import * as decoding from 'lib0/decoding';

/** The server's message about the session, sent because we connect with `collab=1` (docs/protocol.md). */
export const serverStatusType = 103;

/** Whether the server says that it cannot store at present; `null` if the message tells nothing of it. */
export function readStorageTrouble(message: decoding.Decoder): boolean | null {
  const json = new TextDecoder().decode(decoding.readVarUint8Array(message));
  try {
    const status: unknown = JSON.parse(json);
    const storage = typeof status === 'object' && status !== null && 'storage' in status ? status.storage : null;
    return storage === 'trouble' ? true : storage === 'ok' ? false : null;
  } catch {
    return null;
  }
}
