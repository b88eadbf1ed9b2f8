import { uploadFile } from '../documents/api';

/** Brings an image's bytes, as a data URL has them, to the server. @returns the hash under which it is found there. */
export async function uploadImage(name: string, dataUrl: string): Promise<string> {
  const base64 = dataUrl.slice(dataUrl.indexOf(',') + 1);
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return uploadFile(name, new Blob([bytes], { type: /^data:([^;,]+)/.exec(dataUrl)?.[1] ?? '' }));
}
