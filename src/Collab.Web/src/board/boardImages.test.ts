import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { DownloadAnswer } from '../files/fileClient';
import { BoardBinding } from './boardBinding';
import { BoardImages, writeFileEntry } from './boardImages';
import { TestScene } from './testScene';

const hash = 'b'.repeat(64);
const dataURL = `data:image/png;base64,${btoa('bytes')}`;
const file = { id: 'f', mimeType: 'image/png', dataURL, created: 1 };
const png = new Blob(['bytes'], { type: 'image/png' });

describe('images on a board', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('go to the server, not into the document', async () => {
    const board = makeBoard();

    board.scene.addFiles([file]);
    board.scene.draw('i', { type: 'image', fileId: 'f' });
    await vi.advanceTimersByTimeAsync(100);

    expect(board.uploaded).toEqual([['f', 'image/png', 5]]);
    expect(board.doc.getMap('files').size).toBe(0);
  });

  it('go there too when their bytes come after the element', async () => {
    const board = makeBoard();

    board.scene.draw('i', { type: 'image', fileId: 'f' });
    await vi.advanceTimersByTimeAsync(100);
    board.scene.addFiles([file]);
    await vi.advanceTimersByTimeAsync(100);

    expect(board.uploaded).toHaveLength(1);
  });

  it('are not uploaded by who may not write', async () => {
    const board = makeBoard({ writable: false });
    write(board.doc, 'i', { fileId: 'f' });

    board.scene.addFiles([file]);
    await vi.advanceTimersByTimeAsync(100);

    expect(board.uploaded).toEqual([]);
  });

  it('come from the server once it has them', async () => {
    const board = makeBoard({ download: () => Promise.resolve({ kind: 'file', blob: png }) });

    write(board.doc, 'i', { fileId: 'f' });
    await vi.advanceTimersByTimeAsync(100);
    const before = { ...board.scene.files() };
    writeFileEntry(board.doc, 'f', 'image/png', 1, hash);
    await vi.advanceTimersByTimeAsync(100);

    expect(before).toEqual({});
    expect(board.scene.files()).toEqual({ f: file });
    expect(board.asked).toEqual([hash]);
    expect(board.uploaded).toEqual([]);
  });

  it('are asked for again when the server did not give them', async () => {
    const answers: DownloadAnswer[] = [{ kind: 'unreachable' }, { kind: 'absent' }, { kind: 'file', blob: png }];
    const board = makeBoard({ download: () => Promise.resolve(answers.shift() as DownloadAnswer) });
    writeFileEntry(board.doc, 'f', 'image/png', 1, hash);

    write(board.doc, 'i', { fileId: 'f' });
    await vi.advanceTimersByTimeAsync(100);
    board.images.retry();
    await vi.advanceTimersByTimeAsync(100);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(Object.keys(board.scene.files())).toEqual(['f']);
  });

  it('are asked for only if an element shows them', async () => {
    const board = makeBoard();
    writeFileEntry(board.doc, 'unused', 'image/png', 1, hash);
    writeFileEntry(board.doc, 'deleted', 'image/png', 1, hash);

    write(board.doc, 'i', { fileId: 'deleted', isDeleted: true });
    await vi.advanceTimersByTimeAsync(100);
    const before = [...board.asked];
    board.doc.getMap<Y.Map<unknown>>('elements').get('i')?.set('isDeleted', false);
    await vi.advanceTimersByTimeAsync(100);

    expect(before).toEqual([]);
    expect(board.asked).toEqual([hash]);
  });

  it('are few at a time', async () => {
    let [running, most] = [0, 0];
    const board = makeBoard({
      download: async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running--;
        return { kind: 'file', blob: png };
      },
    });

    for (let at = 0; at < 20; at++) {
      writeFileEntry(board.doc, `f${at}`, 'image/png', 1, hash);
      write(board.doc, `i${at}`, { fileId: `f${at}` });
    }
    await vi.advanceTimersByTimeAsync(1000);

    expect(most).toBe(4);
    expect(Object.keys(board.scene.files())).toHaveLength(20);
  });

  it('of earlier versions are in the document', async () => {
    const doc = new Y.Doc();
    doc.getMap('files').set('f', file);
    doc.getMap('files').set('evil', { ...file, id: 'evil', dataURL: 'https://example.org/track.png' });
    doc.getMap('files').set('escape', { id: 'escape', mimeType: 'image/png', created: 1, hash: '../../secret' });
    ['f', 'evil', 'escape'].forEach((id) => write(doc, id, { fileId: id }));

    const board = makeBoard({ doc });
    await vi.advanceTimersByTimeAsync(100);

    expect(board.scene.files()).toEqual({ f: file });
    expect(board.asked).toEqual([]);
  });

  it('that wait since an earlier visit are shown on this device', async () => {
    const doc = new Y.Doc();
    write(doc, 'i', { fileId: 'f' });

    const board = makeBoard({ doc, waiting: [{ document: 'd', id: 'f', image: png, created: 1 }] });
    await vi.advanceTimersByTimeAsync(100);

    expect(board.scene.files()).toEqual({ f: file });
    expect(board.uploaded).toEqual([]);
  });

  it('that cannot be shared are told of once', async () => {
    const board = makeBoard({ prepare: () => Promise.resolve(null) });

    board.scene.addFiles([file]);
    board.scene.draw('i', { type: 'image', fileId: 'f' });
    await vi.advanceTimersByTimeAsync(100);
    board.scene.change('i', { x: 5 });
    await vi.advanceTimersByTimeAsync(100);

    expect(board.refused()).toBe(1);
    expect(board.uploaded).toEqual([]);
  });
});

type Options = {
  readonly doc?: Y.Doc;
  readonly writable?: boolean;
  readonly download?: (hash: string) => Promise<DownloadAnswer>;
  readonly prepare?: (image: Blob) => Promise<Blob | null>;
  readonly waiting?: readonly { readonly document: string; readonly id: string; readonly image: Blob; readonly created: number }[];
};

function makeBoard({ doc = new Y.Doc(), writable = true, download, prepare, waiting = [] }: Options = {}) {
  const scene = new TestScene();
  const uploaded: (readonly [id: string, type: string, size: number])[] = [];
  const asked: string[] = [];
  let refused = 0;
  new BoardBinding(doc, scene, () => writable);
  const images = new BoardImages(doc, scene, {
    uploads: {
      has: (id) => waiting.some((one) => one.id === id) || uploaded.some(([known]) => known === id),
      add: (id, image) => { uploaded.push([id, image.type, image.size]); },
      waiting: () => waiting,
      loaded: Promise.resolve(),
    },
    download: (wanted) => {
      asked.push(wanted);
      return download?.(wanted) ?? Promise.resolve({ kind: 'absent' });
    },
    prepare: prepare ?? ((image) => Promise.resolve(image)),
    refused: () => { refused++; },
  }, () => writable);
  return { doc, scene, images, uploaded, asked, refused: () => refused };
}

/** Another client puts an image element into the document. */
function write(doc: Y.Doc, id: string, properties: Record<string, unknown>): void {
  const geometry = { x: 0, y: 0, width: 10, height: 10, angle: 0, scale: [1, 1] };
  doc.getMap('elements').set(id, new Y.Map(Object.entries({ type: 'image', geometry, index: `a${id.length}`, isDeleted: false, ...properties })));
}
