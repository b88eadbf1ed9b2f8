import * as Y from 'yjs';
import type { BoardFile } from '../board/boardFiles';
import { ApiError, createDocument, uploadContent, type DocumentEntry } from '../documents/api';
import { fromDataUrl } from '../files/dataUrl';
import { uploadFile } from '../files/fileClient';
import { asServerImage } from '../files/rasterize';
import { discard } from '../home/making';
import { translate } from '../i18n';
import { writeContent, type Content } from '../templates/content';
import { kindOfFormat, titleOfFile, type ImportFormat } from './importable';
import { readBoard } from './readBoard';
import { readHtml, readMarkdown } from './readPage';
import { readText } from './readText';

/** What was made of a file, and how much of it could not be taken. */
export type Imported = { readonly entry: DocumentEntry; readonly leftOut: number };

/**
 * Makes a document of a file in a folder ('' for none). Throws UnreadableFile where it is not what its name says, and
 * {@link ApiError} where the server does not take it; there is no document then.
 */
export async function importFile(file: File, format: ImportFormat, folder: string): Promise<Imported> {
  const text = readText(await file.arrayBuffer());
  const { content, title, files, leftOut } = read(text, format);
  const entry = await createDocument({ kind: kindOfFormat[format], title: titleOfFile(file.name) || title.slice(0, 200), folder });
  try {
    const doc = new Y.Doc();
    writeContent(doc, content);
    const missing = await bringImages(doc, entry.name, files);
    await uploadContent(entry.name, Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>);
    return { entry, leftOut: leftOut + missing };
  } catch (error) {
    await discard(entry.name);
    throw error;
  }
}

type Read = {
  readonly content: Content;
  readonly title: string;
  readonly files: readonly BoardFile[];
  readonly leftOut: number;
};

function read(text: string, format: ImportFormat): Read {
  switch (format) {
    case 'excalidraw': {
      const { elements, files, leftOut } = readBoard(text);
      return { content: { kind: 'board', elements }, title: '', files, leftOut };
    }
    case 'markdown':
    case 'html': {
      const { blocks, title } = format === 'html' ? readHtml(text) : readMarkdown(text);
      return { content: { kind: 'page', blocks }, title, files: [], leftOut: 0 };
    }
    case 'text':
      return { content: { kind: 'text', text }, title: '', files: [], leftOut: 0 };
  }
}

/** @returns how many images the server does not take: of a kind that it refuses, or too large. */
async function bringImages(doc: Y.Doc, name: string, files: readonly BoardFile[]): Promise<number> {
  let missing = 0;
  for (const { id, mimeType, created, dataURL } of files) {
    const bytes = fromDataUrl(dataURL);
    const image = bytes && await asServerImage(bytes);
    const answer = image && await uploadFile(name, image);
    switch (answer?.kind) {
      case 'stored':
        doc.getMap('files').set(id, { id, mimeType: image?.type ?? mimeType, created, hash: answer.hash });
        break;
      case 'unreachable':
        throw new ApiError(translate('home.problemUnreachable'), null);
      default:
        missing++;
    }
  }
  return missing;
}
