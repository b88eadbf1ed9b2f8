/** A colour for a person: white text on it has a contrast of at least 4.5, and its hue is one that Excalidraw uses. */
export type PersonColor = { readonly name: ColorName; readonly hex: string; readonly hue: number };

export type ColorName =
  | 'Red' | 'Rust' | 'Amber' | 'Olive' | 'Lime' | 'Green' | 'Jade' | 'Teal' | 'Cerulean' | 'Blue' | 'Indigo' | 'Violet' | 'Purple'
  | 'Magenta' | 'Rose';

/** Twelve and more, far enough apart to be told by eye. Hues are multiples of 10, as those of Excalidraw's cursors. */
export const palette: readonly PersonColor[] = [
  { name: 'Red', hex: '#dc2828', hue: 0 },
  { name: 'Rust', hex: '#bd531f', hue: 20 },
  { name: 'Amber', hex: '#956c18', hue: 40 },
  { name: 'Olive', hex: '#767613', hue: 60 },
  { name: 'Lime', hex: '#4a7f15', hue: 90 },
  { name: 'Green', hex: '#158428', hue: 130 },
  { name: 'Jade', hex: '#157f5c', hue: 160 },
  { name: 'Teal', hex: '#157f7f', hue: 180 },
  { name: 'Cerulean', hex: '#1b78a7', hue: 200 },
  { name: 'Blue', hex: '#356ede', hue: 220 },
  { name: 'Indigo', hex: '#6850e2', hue: 250 },
  { name: 'Violet', hex: '#964be2', hue: 270 },
  { name: 'Purple', hex: '#bd24db', hue: 290 },
  { name: 'Magenta', hex: '#d32298', hue: 320 },
  { name: 'Rose', hex: '#db2461', hue: 340 },
];

const fallback: PersonColor = { name: 'Indigo', hex: '#6850e2', hue: 250 };

/** The palette's colour with this hex value; anything else (another client's choice, garbage) becomes indigo. */
export function personColor(hex: unknown): PersonColor {
  return palette.find((color) => color.hex === hex) ?? fallback;
}

/** The colour as it is drawn behind selected text. */
export const selectionColor = (hex: string): string => `${hex}40`;
