import { isFileHash } from '../files/fileClient';

/** An image on the board, with its bytes. */
export type BoardFile = {
  readonly id: string;
  readonly mimeType: string;
  readonly dataURL: string;
  /** Milliseconds since 1970. */
  readonly created: number;
};

const imageTypes = new Set(
  ['png', 'jpeg', 'jpg', 'gif', 'webp', 'bmp', 'avif', 'jfif', 'svg+xml', 'x-icon'].map((name) => `image/${name}`),
);

/** Images must carry their bytes with them: an address would be asked for by everybody who opens the board. */
export function parseFile(value: unknown): BoardFile | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { id, mimeType, dataURL, created } = value as Partial<Record<keyof BoardFile, unknown>>;
  return typeof id === 'string' && typeof mimeType === 'string' && imageTypes.has(mimeType)
    && typeof dataURL === 'string' && isImageData(dataURL)
    ? { id, mimeType, dataURL, created: typeof created === 'number' ? created : 0 }
    : null;
}

/** Whether it is the bytes of an image, in base64 as FileReader writes it: Excalidraw decodes it without looking. */
function isImageData(dataURL: string): boolean {
  const header = /^data:([^;,]{1,40})(?:;[^;,]{1,40}){0,4};base64,/.exec(dataURL);
  const type = header?.[1];
  const base64 = dataURL.slice(header?.[0].length);
  return type !== undefined && imageTypes.has(type) && base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
}

/** What a document holds of an image: where the server keeps it, or, from earlier versions of the app, its bytes. */
export type FileEntry =
  | { readonly kind: 'stored'; readonly hash: string; readonly created: number }
  | { readonly kind: 'inline'; readonly file: BoardFile };

/** Reads an entry of the document's `files`; null where it is none. */
export function readFileEntry(value: unknown): FileEntry | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { hash, created } = value as Readonly<Record<string, unknown>>;
  if (isFileHash(hash)) {
    return { kind: 'stored', hash, created: typeof created === 'number' ? created : 0 };
  }
  const file = parseFile(value);
  return file && { kind: 'inline', file };
}
