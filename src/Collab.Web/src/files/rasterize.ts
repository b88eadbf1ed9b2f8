import { fileTypes } from './fileClient';

/** The longer side of a drawn picture at most, in pixels, and the shorter one that a vector picture is drawn with at least. */
const [longest, wished] = [4096, 1600];

/**
 * An image of a type that the server takes: others (SVG, which may hold scripts, and formats that not all browsers show)
 * are drawn anew as PNG. Null where this browser cannot draw it.
 */
export async function asServerImage(image: Blob): Promise<Blob | null> {
  if (fileTypes.has(image.type)) {
    return image;
  }
  const address = URL.createObjectURL(image);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const { naturalWidth, naturalHeight } = picture;
    const side = Math.max(naturalWidth, naturalHeight, 1);
    const scale = Math.min(longest / side, image.type === 'image/svg+xml' ? Math.max(1, wished / side) : 1);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(naturalHeight * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}
