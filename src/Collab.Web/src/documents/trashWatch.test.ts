import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TrashWatch } from './trashWatch';

describe('a document in the trash', () => {
  const page = new EventTarget();
  let stop = () => {};
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is known when it is opened', async () => {
    answer('2025-01-01T00:00:00Z');
    const watch = start();

    await vi.waitFor(() => expect(watch.isTrashed).toBe(true));
  });

  it('is not one that is not listed', async () => {
    const asked = answer(undefined);
    const watch = start();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());

    expect(watch.isTrashed).toBe(false);
    expect(asked.mock.calls[0]?.[0]).toBe('/api/documents?name=team%2Fplan');
  });

  it('is known when another throws it away: after a while, and when the person comes back to it', async () => {
    answer(null);
    const watch = start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(watch.isTrashed).toBe(false);

    answer('2025-01-01T00:00:00Z');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.isTrashed).toBe(true);

    answer(null);
    page.dispatchEvent(new Event('focus'));
    await vi.waitFor(() => expect(watch.isTrashed).toBe(false));
  });

  it('stays what it is while the server cannot be asked', async () => {
    answer('2025-01-01T00:00:00Z');
    const watch = start();
    await vi.waitFor(() => expect(watch.isTrashed).toBe(true));

    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watch.isTrashed).toBe(true);
  });

  it('is none once it was restored, whatever an older answer says', async () => {
    answer('2025-01-01T00:00:00Z');
    const watch = start();
    await vi.waitFor(() => expect(watch.isTrashed).toBe(true));
    let late = (_response: Response) => {};
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => { late = resolve; }));
    page.dispatchEvent(new Event('focus'));
    const answerLate = late;

    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(entry(null))));
    await watch.restore();
    answerLate(Response.json({ documents: [entry('2025-01-01T00:00:00Z')] }));
    await vi.advanceTimersByTimeAsync(1_000);

    expect(watch.isTrashed).toBe(false);
  });

  it('is not asked about where nobody looks', async () => {
    const asked = answer(null);
    stop = new TrashWatch('team/plan', () => false).start(page as never);
    await vi.advanceTimersByTimeAsync(90_000);

    expect(asked).not.toHaveBeenCalled();
  });

  function start(): TrashWatch {
    const watch = new TrashWatch('team/plan', () => true);
    stop = watch.start(page as never);
    return watch;
  }
});

const entry = (trashedAt: string | null) =>
  ({ name: 'team/plan', kind: 'page', createdAt: '2025-01-01T00:00:00Z', updatedAt: '2025-01-01T00:00:00Z', trashedAt });

/** What the server says from now on: since when it is in the trash, null for not there, undefined for not listed. */
function answer(trashedAt: string | null | undefined) {
  const documents = trashedAt === undefined ? [] : [entry(trashedAt)];
  const fetched = vi.fn((_path: string) => Promise.resolve(Response.json({ documents })));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
