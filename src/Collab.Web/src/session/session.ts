import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { encodeName } from '../app/route';
import type { EditorKind } from '../documents/kinds';
import type { Guest } from '../identity/guest';
import { Access } from './access';
import { LeaveGuard } from './leaveGuard';
import type { LinkAccess } from './linkAccess';
import { openLocalCopy } from './localCopy';
import { claimKind } from './meta';
import { awarenessUser } from './peers';
import { Saving } from './saving';
import { findMarks, marksIn, UnsavedMark } from './unsavedMark';
import { uploadDocument, uploadPauses } from './upload';
import { whenKnown } from './whenKnown';

const guard = new LeaveGuard(window);

/** One document, open in this tab: its replica, its copy on this device, its connection and who else is there. */
export class Session {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  readonly awareness: Awareness;
  readonly saving: Saving;
  readonly access: Access;

  /** Fulfilled when an editor may show the document: it was found on this device, or the server has sent it. */
  readonly ready: Promise<void>;

  private readonly beforeOthersListeners = new Set<() => void>();
  private readonly stopClaiming: () => void;
  private readonly stopRenewing: () => void;
  private mark: UnsavedMark | null = null;
  private isLeft = false;

  /** @param link by which the person came; null for one who needs none. */
  constructor(readonly kind: EditorKind, readonly name: string, guest: Guest, readonly link: LinkAccess | null = null) {
    this.access = new Access(link?.right ?? 'write');
    const server = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
    // Tabs of one browser also talk directly (BroadcastChannel), so that they agree while offline.
    this.provider = new WebsocketProvider(server, encodeName(name), this.doc, {
      params: { collab: '1' }, connect: false, ...(link && { protocols: protocolsOf(link) }),
    });
    this.stopRenewing = link?.keep(() => { this.provider.protocols = protocolsOf(link); }) ?? (() => {});
    this.awareness = this.provider.awareness;
    this.setGuest(guest);
    this.saving = new Saving(
      this.provider, () => uploadDocument(name, this.doc, this.headers), this.access, () => this.readmit(),
    );
    this.saving.subscribe(this.onSaving);
    this.announceOthers();
    this.stopClaiming = claimKind(this.doc, kind, () => this.provider.synced && this.access.right === 'write');
    window.addEventListener('offline', this.connectAnew);
    window.addEventListener('online', this.connectAnew);
    this.ready = this.open();
  }

  /** Calls back before what others did is put into the document, outside of any transaction. Returns how to stop. */
  readonly beforeOthers = (listener: () => void): (() => void) => {
    this.beforeOthersListeners.add(listener);
    return () => this.beforeOthersListeners.delete(listener);
  };

  /** What HTTP requests about this document have to bring along: how the person came in. */
  get headers(): Readonly<Record<string, string>> {
    return this.link ? { Authorization: `Bearer ${this.link.token}` } : {};
  }

  /** The page's `fetch`, for requests about this document: with {@link headers}. */
  readonly request: typeof fetch = (resource, init) => {
    const headers = new Headers(init?.headers);
    Object.entries(this.headers).forEach(([name, value]) => headers.set(name, value));
    return fetch(resource, { ...init, headers });
  };

  /** Tells the others who is here. */
  setGuest(guest: Guest): void {
    this.awareness.setLocalStateField('user', awarenessUser(guest));
  }

  /** Tries again after a final close. */
  reconnect(): void {
    this.saving.triesAgain();
    this.provider.connect();
  }

  /**
   * Leaves the document: the others see at once that nobody is here any more. What is unsaved keeps the session going
   * unseen until the server has it; only a server that closed for good ends it before. It stays on this device then.
   */
  leave(): void {
    this.isLeft = true;
    this.awareness.setLocalState(null);
    this.onSaving();
  }

  private readonly onSaving = (): void => {
    const { isUnsaved, status, waitingChanges } = this.saving;
    const isOver = this.isLeft && (!isUnsaved || status.state === 'closed' || status.state === 'refused');
    // What the server does not take stays on this device: to stay on the page would bring nothing.
    const isKept = status.state === 'refused' && status.kept === 'device';
    guard.set(this, isUnsaved && !isOver && !isKept);
    this.mark?.update(isUnsaved, waitingChanges);
    if (isOver && !this.doc.isDestroyed) {
      this.destroy();
    }
  };

  private destroy(): void {
    window.removeEventListener('offline', this.connectAnew);
    window.removeEventListener('online', this.connectAnew);
    this.stopClaiming();
    this.stopRenewing();
    this.saving.destroy();
    this.provider.destroy();
    this.doc.destroy();
  }

  /** Gets another token after the server let this one in no more; false if the link is over. A server that is away is asked until it answers. */
  private async readmit(): Promise<boolean> {
    for (let attempt = 0; this.link && !this.doc.isDestroyed; attempt++) {
      const outcome = await this.link.renew();
      if (outcome !== 'unreachable') {
        return outcome === 'renewed';
      }
      await new Promise((resolve) => setTimeout(resolve, uploadPauses[Math.min(attempt, uploadPauses.length - 1)]));
    }
    return false;
  }

  private async open(): Promise<void> {
    const copy = await openLocalCopy(this.name, this.doc, () => this.saving.setKept('tab'));
    const leftovers = copy.persistence ? await findMarks(copy.persistence) : [];
    if (this.doc.isDestroyed) {
      return;
    }
    if (copy.persistence) {
      this.mark = new UnsavedMark(marksIn(copy.persistence), this.doc.clientID, leftovers);
    }
    if (leftovers.length > 0) {
      this.saving.foundUnsaved(leftovers.reduce((sum, { changes }) => sum + changes, 0));
    }
    this.saving.setKept(copy.kept);
    const isKnown = Y.encodeStateVector(this.doc).length > 1;
    this.provider.connect();
    if (!isKnown) {
      await whenKnown(this.provider);
    }
  }

  private announceOthers(): void {
    const { messageHandlers } = this.provider;
    const handleSync = messageHandlers[0];
    messageHandlers[0] = (...message) => {
      this.beforeOthersListeners.forEach((listener) => listener());
      handleSync?.(...message);
    };
  }

  /**
   * The network went or came. A connection that hangs would be noticed after 30 s, and one that is tried again in vain
   * waits longer and longer. A server on this device is reached again at once either way.
   */
  private readonly connectAnew = (): void => {
    if (this.provider.shouldConnect) {
      this.provider.disconnect();
      this.provider.connect();
    }
  };
}

/** A browser can show a token to a WebSocket only so; the server answers with the first. */
const protocolsOf = ({ token }: LinkAccess): string[] => ['collab', `bearer.${token}`];
