import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardFileDrops } from './fileGuard';

describe('a file that is dragged over a document', () => {
  const page = new EventTarget();
  const refuse = vi.fn();
  let stop = guardFileDrops(page, refuse);
  afterEach(() => {
    stop();
    refuse.mockClear();
    stop = guardFileDrops(page, refuse);
  });

  it('cannot be dropped where nothing takes it', () => {
    const event = drag('dragover', 'Files');

    expect(event.defaultPrevented).toBe(true);
    expect(event.dataTransfer.dropEffect).toBe('none');
  });

  it('is refused aloud where an editor let it come and did not take it', () => {
    expect(drag('drop', 'Files').defaultPrevented).toBe(true);
    expect(refuse).toHaveBeenCalledOnce();
  });

  it('is the editor\'s where that takes it', () => {
    const event = drag('dragover', 'Files', true);
    drag('drop', 'Files', true);

    expect(event.dataTransfer.dropEffect).toBe('copy');
    expect(refuse).not.toHaveBeenCalled();
  });

  it('is not a word or a block that is moved', () => {
    expect(drag('dragover', 'text/html').defaultPrevented).toBe(false);
    expect(drag('drop', 'text/html').defaultPrevented).toBe(false);
  });

  it('is no longer looked at when the document is left', () => {
    stop();

    expect(drag('dragover', 'Files').defaultPrevented).toBe(false);
  });

  function drag(kind: string, type: string, isTaken = false) {
    const event = Object.assign(new Event(kind, { cancelable: true }), { dataTransfer: { types: [type], dropEffect: 'copy' } });
    if (isTaken) {
      event.preventDefault();
    }
    page.dispatchEvent(event);
    return event;
  }
});
