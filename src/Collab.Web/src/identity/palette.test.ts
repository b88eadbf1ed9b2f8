import { describe, expect, it } from 'vitest';
import { palette, personColor } from './palette';

describe('palette', () => {
  it('has at least twelve different colours', () => {
    expect(new Set(palette.map((color) => color.hex)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(palette)('carries white text: $name', ({ hex }) => {
    expect(contrastWithWhite(hex)).toBeGreaterThanOrEqual(4.5);
  });

  it('uses hues that Excalidraw can draw', () => {
    expect(palette.filter((color) => color.hue % 10 !== 0 || color.hue > 360)).toEqual([]);
  });

  it('replaces what another client made up', () => {
    expect(personColor('javascript:alert(1)')).toBe(personColor(undefined));
  });
});

/** WCAG 2 contrast of a #rrggbb colour with white. */
function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
