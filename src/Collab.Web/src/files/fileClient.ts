import { encodeName } from '../app/route';

/** What became of an upload. What is refused would be refused again; `unreachable` may heal. */
export type UploadAnswer =
  | { readonly kind: 'stored'; readonly hash: string }
  | { readonly kind: 'refused'; readonly reason: 'tooBig' | 'notTaken' }
  | { readonly kind: 'unreachable' };

/** What became of a download. `absent` may come: the one who has the image may still be uploading it. */
export type DownloadAnswer =
  | { readonly kind: 'file'; readonly blob: Blob }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable' };

/** The largest image that the server takes, in bytes. */
export const maxFileSize = 10 * 1024 * 1024;

/** What the server takes, and all that is shown of what it sends. */
export const fileTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether a hash may be asked for: it comes out of a document, and becomes part of a path. */
export const isFileHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** Where an image of a document is, for `img` and `fetch`. */
export const filePath = (document: string, hash: string): string => `/api/files/${hash}/${encodeName(document)}`;

/** Brings an image to the server, which keeps it with the document. `request` adds what proves the right to write. */
export async function uploadFile(document: string, image: Blob, request: typeof fetch = fetch): Promise<UploadAnswer> {
  if (image.size > maxFileSize) {
    return { kind: 'refused', reason: 'tooBig' };
  }
  let response: Response;
  try {
    response = await request(`/api/files/${encodeName(document)}`, {
      method: 'POST', headers: { 'Content-Type': image.type || 'application/octet-stream' }, body: image,
    });
  } catch {
    return { kind: 'unreachable' };
  }
  if (response.ok) {
    const body: unknown = await response.json().catch(() => null);
    const hash: unknown = typeof body === 'object' && body !== null && 'hash' in body ? body.hash : null;
    return isFileHash(hash) ? { kind: 'stored', hash } : { kind: 'unreachable' };
  }
  // 401 and 404 too: the right may be renewed, and a document that is new here may not be there yet.
  const mayHeal = response.status >= 500 || [401, 404, 408, 429].includes(response.status);
  return mayHeal ? { kind: 'unreachable' } : { kind: 'refused', reason: response.status === 413 ? 'tooBig' : 'notTaken' };
}

export async function downloadFile(document: string, hash: string, request: typeof fetch = fetch): Promise<DownloadAnswer> {
  try {
    const response = await request(filePath(document, hash));
    if (!response.ok) {
      return { kind: response.status === 404 ? 'absent' : 'unreachable' };
    }
    const blob = await response.blob();
    return fileTypes.has(blob.type) && blob.size <= maxFileSize ? { kind: 'file', blob } : { kind: 'absent' };
  } catch {
    return { kind: 'unreachable' };
  }
}
