import type { EditorKind } from '../documents/kinds';

/** What a file can become. */
export type ImportFormat = 'excalidraw' | 'markdown' | 'html' | 'text';

const formats: Readonly<Record<string, ImportFormat>> = {
  excalidraw: 'excalidraw', md: 'markdown', markdown: 'markdown', html: 'html', htm: 'html', txt: 'text',
};

/** What a file picker is told to offer. */
export const importAccept = Object.keys(formats).map((extension) => `.${extension}`).join(',');

export const kindOfFormat: Record<ImportFormat, EditorKind> = { excalidraw: 'board', markdown: 'page', html: 'page', text: 'text' };

/** As many files as are taken at once. */
export const maxFiles = 50;

/** Bytes. A board carries its images; words are never that many. */
const maxBytes: Record<ImportFormat, number> = {
  excalidraw: 40 * 1024 * 1024, markdown: 4 * 1024 * 1024, html: 8 * 1024 * 1024, text: 4 * 1024 * 1024,
};

export type Importable =
  | { readonly format: ImportFormat }
  | { readonly problem: 'unknownFormat' | 'empty' }
  | { readonly problem: 'tooLarge'; readonly maxMegabytes: number };

/** Whether a file can be imported, by its name and size. */
export function checkFile({ name, size }: Pick<File, 'name' | 'size'>): Importable {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined;
  if (!format) {
    return { problem: 'unknownFormat' };
  }
  if (size === 0) {
    return { problem: 'empty' };
  }
  return size > maxBytes[format] ? { problem: 'tooLarge', maxMegabytes: maxBytes[format] / 1024 / 1024 } : { format };
}

/** A file's name without what says its format: the title of what is made of it. */
export const titleOfFile = (name: string): string => name.replace(/\.[^.]+$/, '').replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 200);
