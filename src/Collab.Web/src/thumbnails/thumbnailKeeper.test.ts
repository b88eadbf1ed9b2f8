import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { ThumbnailKeeper } from './thumbnailKeeper';

class Editing {
  readonly doc = new Y.Doc();
  readonly sent: string[] = [];
  saved = true;
  private readonly listeners = new Set<() => void>();
  readonly keeper = new ThumbnailKeeper<string>({
    doc: this.doc,
    isSaved: () => this.saved,
    subscribe: (changed) => {
      this.listeners.add(changed);
      return () => this.listeners.delete(changed);
    },
    draw: () => Promise.resolve(this.doc.getText('content').toString()),
    send: (picture) => this.sent.push(picture),
  });

  /** The server confirms; then all that follows from it is done. */
  async save(): Promise<void> {
    this.saved = true;
    this.listeners.forEach((listener) => listener());
    await this.settle();
  }

  async pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  settle(): Promise<void> {
    return this.pass(0);
  }

  type(root = 'content'): void {
    this.doc.getText(root).insert(0, 'a');
  }
}

describe('the picture of a document', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('is drawn once editing has paused, and once only', async () => {
    const editing = new Editing();

    editing.type();
    await editing.pass(4_000);
    editing.type();
    await editing.pass(4_000);
    expect(editing.sent).toEqual([]);
    await editing.pass(60_000);

    expect(editing.sent).toEqual(['aa']);
  });

  it('is not drawn by who only looks, comments or gives a title', async () => {
    const editing = new Editing();
    const other = new Y.Doc();
    other.getText('content').insert(0, 'of another');

    Y.applyUpdate(editing.doc, Y.encodeStateAsUpdate(other));
    editing.doc.getMap('comments').set('a', 1);
    editing.doc.getMap('meta').set('title', 'b');
    await editing.pass(60_000);
    editing.keeper.destroy();
    await editing.settle();

    expect(editing.sent).toEqual([]);
  });

  it('waits until the edits are saved', async () => {
    const editing = new Editing();
    editing.saved = false;

    editing.type();
    await editing.pass(60_000);
    expect(editing.sent).toEqual([]);
    await editing.save();

    expect(editing.sent).toEqual(['a']);
  });

  it('is drawn at once when the person leaves', async () => {
    const editing = new Editing();

    editing.type();
    editing.keeper.destroy();
    await editing.settle();

    expect(editing.sent).toEqual(['a']);
  });

  it('is drawn as it was when the person left, and sent when that is saved', async () => {
    const editing = new Editing();
    editing.saved = false;

    editing.type();
    editing.keeper.destroy();
    editing.type();
    await editing.settle();
    expect(editing.sent).toEqual([]);
    await editing.save();
    await editing.save();

    expect(editing.sent).toEqual(['a']);
  });

  it('shows what is in nested shared types too', async () => {
    const editing = new Editing();
    const element = new Y.Map<unknown>();
    editing.doc.getMap('elements').set('a', element);
    await editing.pass(5_000);

    element.set('strokeColor', 'red');
    await editing.pass(5_000);

    expect(editing.sent).toHaveLength(2);
  });
});
