import { digest } from 'lib0/hash/sha256';
import { filePath, fileTypes, maxFileSize } from '../../files/fileClient';

/** Whether a file can be an image of a document, or what is the matter. */
export function checkImage({ type, size }: Pick<Blob, 'type' | 'size'>): 'fine' | 'kind' | 'size' {
  return !fileTypes.has(type) ? 'kind' : size > maxFileSize ? 'size' : 'fine';
}

/** What the server will call an image by. Own hashing: the browser's is there on secure origins only. */
export const hashOf = (content: Uint8Array<ArrayBuffer>): string =>
  [...digest(content)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Where the server will have an image: its address is made of its content, so it can be in the document before that. */
export const imagePath = (document: string, hash: string): string => filePath(document, hash);
