import type { TakeOver } from '../worker/messages';
import { whenAtRest } from './atRest';

/** How often a page that stays open asks for a new version of the app, in milliseconds; every load asks too. */
const askInterval = 30 * 60_000;

/**
 * The service worker seen from a page: it opens the app without the server, and brings new versions of it. A new one waits
 * until no tab shows the old one any more, or until a person asks for it; nothing is ever reloaded by itself.
 */
export class Updates {
  private readonly listeners = new Set<() => void>();
  private registration: ServiceWorkerRegistration | null = null;
  private ready = false;
  private reloads = false;

  constructor(
    private readonly container: ServiceWorkerContainer, private readonly reloadPage: () => void,
  ) {}

  /** Whether a version newer than the one on screen is there. */
  get isReady(): boolean {
    return this.ready;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Registers the worker, and follows what becomes of it. */
  async start(): Promise<void> {
    // The first worker that ever takes over this page brought no other version than the one on screen.
    let isFirst = this.container.controller === null;
    this.container.addEventListener('controllerchange', () => {
      if (this.reloads) {
        this.reloadPage();
      } else if (!isFirst) {
        this.found();
      }
      isFirst = false;
    });
    try {
      this.follow(await this.container.register('/sw.js', { updateViaCache: 'none' }));
    } catch {
      // Forbidden, or no server. The app goes on without.
    }
  }

  /** Asks the server for a new version now. */
  async ask(): Promise<void> {
    // Without the server there is nothing new.
    await this.registration?.update().catch(() => {});
  }

  /** Shows the new version, in this tab; others are told that it is there. */
  reload(): void {
    const waiting = this.registration?.waiting;
    if (waiting) {
      this.reloads = true;
      waiting.postMessage('take-over' satisfies TakeOver);
    } else {
      this.reloadPage();
    }
  }

  private follow(registration: ServiceWorkerRegistration): void {
    if (registration.waiting && this.container.controller) {
      this.found();
    }
    this.registration = registration;
    registration.addEventListener('updatefound', () => this.watch(registration.installing));
    this.watch(registration.installing);
    setInterval(() => void this.ask(), askInterval);
  }

  private watch(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && this.container.controller) {
        this.found();
      }
    });
  }

  private found(): void {
    this.ready = true;
    this.listeners.forEach((listener) => listener());
  }
}

/** This page's; null where there is no service worker: in development, and on origins that are not secure. */
export const updates = import.meta.env.PROD && typeof navigator === 'object' && 'serviceWorker' in navigator
  ? new Updates(navigator.serviceWorker, () => location.reload())
  : null;

/** Brings the worker in once the page is at rest. */
export function startUpdates(): void {
  whenAtRest(() => void updates?.start());
}
