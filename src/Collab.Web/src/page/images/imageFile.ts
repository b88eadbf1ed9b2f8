import { digest } from 'lib0/hash/sha256';

/** What the server takes. */
export const imageTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** The largest image, in bytes. */
export const maxImageBytes = 10 * 1024 * 1024;

/** Whether a file can be an image of a document, or what is the matter. */
export function checkImage({ type, size }: Pick<Blob, 'type' | 'size'>): 'fine' | 'kind' | 'size' {
  return !imageTypes.includes(type) ? 'kind' : size > maxImageBytes ? 'size' : 'fine';
}

/**
 * Where the server will have an image: its address is made of its content, so it can be in the document before the server
 * has it. Own hashing: the browser's is there on secure origins only.
 */
export function imagePath(document: string, content: Uint8Array<ArrayBuffer>): string {
  const hash = [...digest(content)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `/api/files/${hash}/${encodeURIComponent(document)}`;
}
