import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Updates } from './updates';

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing';
  readonly heard: unknown[] = [];

  postMessage(message: unknown): void {
    this.heard.push(message);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  update = () => Promise.reject(new Error('no server'));
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  register = () => Promise.resolve(this.registration);
}

describe('a new version of the app', () => {
  let container: FakeContainer;
  let updates: Updates;
  let reloads: number;

  beforeEach(() => {
    vi.useFakeTimers();
    container = new FakeContainer();
    reloads = 0;
    updates = new Updates(container as unknown as ServiceWorkerContainer, () => { reloads++; });
  });

  const find = (): FakeWorker => {
    const worker = new FakeWorker();
    container.registration.installing = worker;
    container.registration.dispatchEvent(new Event('updatefound'));
    container.registration.waiting = worker;
    worker.become('installed');
    return worker;
  };

  it('is not told of at the first visit', async () => {
    await updates.start();
    container.registration.installing = new FakeWorker();
    container.registration.dispatchEvent(new Event('updatefound'));
    container.registration.installing.become('installed');
    container.controller = container.registration.installing;
    container.dispatchEvent(new Event('controllerchange'));

    expect(updates.isReady).toBe(false);
    expect(reloads).toBe(0);
  });

  it('is told of when it is there, and waits', async () => {
    container.controller = new FakeWorker();
    let told = 0;
    updates.subscribe(() => { told++; });
    await updates.start();

    const worker = find();

    expect([updates.isReady, told, reloads]).toEqual([true, 1, 0]);
    expect(worker.heard).toEqual([]);
  });

  it('is told of when it came while another tab was open', async () => {
    container.controller = new FakeWorker();
    container.registration.waiting = new FakeWorker();

    await updates.start();

    expect(updates.isReady).toBe(true);
  });

  it('takes over when somebody asks, and is shown once it has', async () => {
    container.controller = new FakeWorker();
    await updates.start();
    const worker = find();

    updates.reload();
    expect([worker.heard, reloads]).toEqual([['take-over'], 0]);
    container.dispatchEvent(new Event('controllerchange'));

    expect(reloads).toBe(1);
  });

  it('that another tab asked for is told of here, and reloads nothing', async () => {
    container.controller = new FakeWorker();
    await updates.start();

    container.dispatchEvent(new Event('controllerchange'));

    expect([updates.isReady, reloads]).toEqual([true, 0]);
    updates.reload();
    expect(reloads).toBe(1);
  });

  it('does not come where workers are forbidden, or without a server', async () => {
    container.register = () => Promise.reject(new Error('forbidden'));
    await expect(updates.start()).resolves.toBeUndefined();
    await expect(updates.ask()).resolves.toBeUndefined();
  });
});
