import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { ThumbnailKeeper } from './thumbnailKeeper';

class Editing {
  readonly doc = new Y.Doc();
  readonly upload = vi.fn();
  saved = true;
  private changed = () => {};
  readonly keeper = new ThumbnailKeeper({
    doc: this.doc,
    isSaved: () => this.saved,
    subscribe: (changed) => {
      this.changed = changed;
      return () => { this.changed = () => {}; };
    },
  }, this.upload);

  save(): void {
    this.saved = true;
    this.changed();
  }

  type(root = 'content'): void {
    this.doc.getText(root).insert(0, 'a');
  }
}

describe('the picture of a document', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('is drawn once editing has paused, and once only', () => {
    const editing = new Editing();

    editing.type();
    vi.advanceTimersByTime(4_000);
    editing.type();
    vi.advanceTimersByTime(4_000);
    expect(editing.upload).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);

    expect(editing.upload).toHaveBeenCalledOnce();
  });

  it('is not drawn by who only looks, comments or gives a title', () => {
    const editing = new Editing();
    const other = new Y.Doc();
    other.getText('content').insert(0, 'of another');

    Y.applyUpdate(editing.doc, Y.encodeStateAsUpdate(other));
    editing.doc.getMap('comments').set('a', 1);
    editing.doc.getMap('meta').set('title', 'b');
    vi.advanceTimersByTime(60_000);
    editing.keeper.destroy();

    expect(editing.upload).not.toHaveBeenCalled();
  });

  it('waits until the edits are saved', () => {
    const editing = new Editing();
    editing.saved = false;

    editing.type();
    vi.advanceTimersByTime(60_000);
    expect(editing.upload).not.toHaveBeenCalled();
    editing.save();

    expect(editing.upload).toHaveBeenCalledOnce();
  });

  it('is drawn at once when the person leaves', () => {
    const editing = new Editing();

    editing.type();
    editing.keeper.destroy();

    expect(editing.upload).toHaveBeenCalledOnce();
  });

  it('is not drawn when the person leaves without the server', () => {
    const editing = new Editing();
    editing.saved = false;

    editing.type();
    editing.keeper.destroy();
    editing.save();

    expect(editing.upload).not.toHaveBeenCalled();
  });

  it('shows what is in nested shared types too', () => {
    const editing = new Editing();
    const element = new Y.Map<unknown>();
    editing.doc.getMap('elements').set('a', element);
    vi.advanceTimersByTime(5_000);

    element.set('strokeColor', 'red');
    vi.advanceTimersByTime(5_000);

    expect(editing.upload).toHaveBeenCalledTimes(2);
  });
});
