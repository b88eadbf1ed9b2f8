import type { Viewport } from './presence';

/** Excalidraw's limits. */
const [minZoom, maxZoom] = [0.1, 30];

/**
 * Scroll and zoom with which a surface of this size, in CSS pixels, shows all of a part of the board, in its middle.
 * Excalidraw's own function rounds the zoom down to tenths: who follows would see another size.
 */
export function fitView(
  [left, top, right, bottom]: Viewport, { width, height }: { readonly width: number; readonly height: number },
): { readonly scrollX: number; readonly scrollY: number; readonly zoom: number } {
  const zoom = Math.min(maxZoom, Math.max(minZoom, Math.min(width / (right - left), height / (bottom - top))));
  return { scrollX: width / 2 / zoom - (left + right) / 2, scrollY: height / 2 / zoom - (top + bottom) / 2, zoom };
}
