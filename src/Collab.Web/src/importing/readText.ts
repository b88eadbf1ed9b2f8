import { UnreadableFile } from './unreadableFile';

/** Reads bytes as UTF-8, or as UTF-16 where they begin so. Throws {@link UnreadableFile} where they are no text. */
export function readText(bytes: ArrayBuffer): string {
  const start = new Uint8Array(bytes.slice(0, 2));
  const encoding = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
    if (!text.includes('\0')) {
      return text;
    }
  } catch {
    // Told below.
  }
  throw new UnreadableFile('notText');
}
