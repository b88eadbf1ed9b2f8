import { encodeName } from '../app/route';

/** The server takes no more. */
const maxBytes = 64 * 1024;

/** What is tried until it is small enough. */
const qualities = [0.82, 0.6, 0.35] as const;

/**
 * Brings a picture of at most 640 by 480 pixels to the server. Nothing comes of it where that is away, or the browser writes
 * neither WebP nor a PNG that is small enough: then the list goes on showing the last one.
 */
export async function uploadThumbnail(name: string, picture: HTMLCanvasElement, headers: HeadersInit = {}): Promise<void> {
  const bytes = await encode(picture);
  if (bytes) {
    await fetch(`/api/thumbnails/${encodeName(name)}`, {
      // It goes on when the page is left.
      method: 'PUT', headers: { ...headers, 'Content-Type': bytes.type }, body: bytes, keepalive: bytes.size < 60_000,
    }).catch(() => {});
  }
}

async function encode(picture: HTMLCanvasElement): Promise<Blob | null> {
  for (const quality of qualities) {
    const bytes = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/webp', quality));
    if (bytes && bytes.size <= maxBytes) {
      return bytes;
    }
  }
  return null;
}
