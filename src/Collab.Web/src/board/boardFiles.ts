import type * as Y from 'yjs';

/** An image on the board, with its bytes. */
export type BoardFile = {
  readonly id: string;
  readonly mimeType: string;
  readonly dataURL: string;
  /** Milliseconds since 1970. */
  readonly created: number;
};

/** Images must carry their bytes with them: an address would be asked for by everybody who opens the board. */
export function parseFile(value: unknown): BoardFile | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { id, mimeType, dataURL, created } = value as Partial<Record<keyof BoardFile, unknown>>;
  return typeof id === 'string' && typeof mimeType === 'string' && mimeType.startsWith('image/')
    && typeof dataURL === 'string' && dataURL.startsWith('data:image/')
    ? { id, mimeType, dataURL, created: typeof created === 'number' ? created : 0 }
    : null;
}

/** The images that a document holds. */
export function readFiles(files: Y.Map<unknown>, ids: Iterable<string> = files.keys()): readonly BoardFile[] {
  return [...ids].map((id) => parseFile(files.get(id))).filter((file) => file !== null);
}
