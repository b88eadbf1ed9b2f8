import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UploadAnswer } from './fileClient';
import { FileUploads, retryPauses, type WaitingFile, type WaitingStore } from './fileUploads';

const image = new Blob(['x'], { type: 'image/png' });
const stored = { kind: 'stored', hash: 'a'.repeat(64) } as const;
const unreachable = { kind: 'unreachable' } as const;

describe('uploads of images', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('bring an image to the server, and forget it then', async () => {
    const { uploads, store, told } = make([stored]);

    uploads.add('one', image, 1);
    const kept = [...store.files.keys()];
    await vi.runAllTimersAsync();

    expect(kept).toEqual(['one']);
    expect(told).toEqual([['stored', 'one', stored.hash]]);
    expect(store.files.size).toBe(0);
    expect(uploads.waiting()).toEqual([]);
  });

  it('keep what the server could not be given, and try again', async () => {
    const { uploads, store, told } = make([unreachable, unreachable, stored]);

    uploads.add('one', image, 1);
    await vi.advanceTimersByTimeAsync(retryPauses[0] + 1);
    const waiting = uploads.waiting().map(({ id }) => id);
    await vi.advanceTimersByTimeAsync(retryPauses[1] + 1);

    expect(waiting).toEqual(['one']);
    expect(told).toHaveLength(1);
    expect(store.files.size).toBe(0);
  });

  it('try at once when told that the server is there', async () => {
    const { uploads, told } = make([unreachable, stored]);
    uploads.add('one', image, 1);
    await vi.advanceTimersByTimeAsync(1);

    uploads.retry();
    await vi.advanceTimersByTimeAsync(1);

    expect(told).toHaveLength(1);
  });

  it('go on with what waited since an earlier visit', async () => {
    const { store } = make([]);
    await store.add({ document: 'doc', id: 'old', image, created: 1 });

    const { uploads, told } = make([stored, stored], store);
    uploads.add('new', image, 2);
    await uploads.loaded;
    await vi.runAllTimersAsync();

    expect(told.map(([, id]) => id).sort()).toEqual(['new', 'old']);
    expect(store.files.size).toBe(0);
  });

  it('give up what the server refuses, and go on with the next', async () => {
    const { uploads, told } = make([{ kind: 'refused', reason: 'tooBig' }, stored]);

    uploads.add('big', image, 1);
    uploads.add('small', image, 1);
    await vi.runAllTimersAsync();

    expect(told).toEqual([['refused', 'big', 'tooBig'], ['stored', 'small', stored.hash]]);
  });

  it('upload an image once, and what is left at the end only once more', async () => {
    const { uploads, told, asked, store } = make([unreachable, unreachable, stored]);

    uploads.add('one', image, 1);
    uploads.add('one', image, 1);
    await vi.advanceTimersByTimeAsync(1);
    uploads.leave();
    await vi.runAllTimersAsync();

    expect(asked()).toBe(2);
    expect(told).toEqual([]);
    expect(store.files.size).toBe(1);
  });

  it('go on after the document was left', async () => {
    const { uploads, told, store } = make([stored, stored]);

    uploads.add('one', image, 1);
    uploads.add('two', image, 1);
    uploads.leave();
    await vi.runAllTimersAsync();

    expect(told).toHaveLength(2);
    expect(store.files.size).toBe(0);
  });

  it('keep an image whose place could not be noted', async () => {
    const store = new MemoryWaitingStore();
    const uploads = new FileUploads('doc', store, () => Promise.resolve(stored), { stored: () => Promise.resolve(false), refused: () => {} });

    uploads.add('one', image, 1);
    uploads.leave();
    await vi.runAllTimersAsync();

    expect(store.files.size).toBe(1);
  });

  it('do without storage where the browser forbids it', async () => {
    const forbidden: WaitingStore = {
      list: () => Promise.reject(new Error('no')), add: () => Promise.reject(new Error('no')), remove: () => Promise.reject(new Error('no')),
    };
    const told: string[] = [];
    const uploads = new FileUploads('doc', forbidden, () => Promise.resolve(stored), {
      stored: ({ id }) => void told.push(id), refused: () => {},
    });

    uploads.add('one', image, 1);
    await vi.runAllTimersAsync();

    expect(told).toEqual(['one']);
  });
});

class MemoryWaitingStore implements WaitingStore {
  readonly files = new Map<string, WaitingFile>();
  list = () => Promise.resolve([...this.files.values()]);
  add = (file: WaitingFile) => Promise.resolve(this.files.set(file.id, file));
  remove = ({ id }: WaitingFile) => Promise.resolve(this.files.delete(id));
}

function make(answers: readonly UploadAnswer[], store = new MemoryWaitingStore()) {
  const told: (readonly string[])[] = [];
  let asked = 0;
  const uploads = new FileUploads('doc', store, () => Promise.resolve(answers[asked++] ?? unreachable), {
    stored: ({ id }, hash) => void told.push(['stored', id, hash]),
    refused: ({ id }, reason) => told.push(['refused', id, reason]),
  });
  return { uploads, store, told, asked: () => asked };
}
