import type * as decoding from 'lib0/decoding';
import type * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { encodeName } from '../app/route';
import type { EditorKind } from '../documents/kinds';
import type { Guest } from '../identity/guest';
import { Barrier, barrierType } from './barrier';
import { openLocalCopy } from './localCopy';
import { claimKind } from './meta';
import { awarenessUser } from './peers';
import { readStorageTrouble, serverStatusType } from './serverStatus';
import { statusOf, type Status, type SyncFacts } from './status';

const storageTroubleCode = 4503;

/** How long an editor waits for the server to send a document that this device has never seen, in milliseconds. */
const patience = 4_000;

/** One document, open in this tab: its replica, its copy on this device, its connection and who else is there. */
export class Session {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  readonly awareness: Awareness;

  /** Fulfilled when an editor may show the document: it was found on this device, or the server has sent it. */
  readonly ready: Promise<void>;

  private readonly barrier: Barrier;
  private readonly listeners = new Set<() => void>();
  private readonly stopClaiming: () => void;
  private facts: SyncFacts = {
    connection: 'connecting', confirmation: 'waiting', storageTrouble: false, kept: 'device', final: null,
  };
  private currentStatus: Status = statusOf(this.facts);
  private persistence: unknown = null;
  /** What the server said of its storage on this connection. */
  private toldTrouble = false;

  constructor(readonly kind: EditorKind, readonly name: string, guest: Guest) {
    const server = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
    // Tabs of one browser also talk directly (BroadcastChannel), so that they agree while offline.
    this.provider = new WebsocketProvider(server, encodeName(name), this.doc, {
      params: { collab: '1' }, connect: false,
    });
    this.awareness = this.provider.awareness;
    this.setGuest(guest);
    this.barrier = new Barrier((frame) => this.sendFrame(frame), () => this.update({}));
    this.stopClaiming = claimKind(this.doc, kind, () => this.provider.synced);
    this.listen();
    this.ready = this.open();
  }

  get status(): Status {
    return this.currentStatus;
  }

  /** Calls back when the status may have changed. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Tells the others who is here. */
  setGuest(guest: Guest): void {
    this.awareness.setLocalStateField('user', awarenessUser(guest));
  }

  /** Tries again after a final close. */
  reconnect(): void {
    this.update({ final: null, connection: 'connecting' });
    this.provider.connect();
  }

  /** Leaves the document. What was edited stays on this device. */
  destroy(): void {
    window.removeEventListener('offline', this.connectAnew);
    window.removeEventListener('online', this.connectAnew);
    this.listeners.clear();
    this.stopClaiming();
    this.barrier.destroy();
    this.provider.destroy();
    this.doc.destroy();
  }

  private async open(): Promise<void> {
    const copy = await openLocalCopy(this.name, this.doc);
    if (this.doc.isDestroyed) {
      return;
    }
    this.persistence = copy.persistence;
    this.update({ kept: copy.kept });
    const known = Y.encodeStateVector(this.doc).length > 1;
    this.provider.connect();
    if (!known) {
      await this.firstSync();
    }
  }

  private firstSync(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, patience);
      this.provider.once('sync', () => resolve());
      this.provider.once('connection-close', () => resolve());
      this.doc.once('destroy', () => resolve());
    });
  }

  private listen(): void {
    const { provider, doc, barrier } = this;
    doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== provider && origin !== this.persistence) {
        barrier.edited();
      }
    });
    provider.on('sync', (synced) => {
      if (synced) {
        this.update({ connection: 'synced', storageTrouble: this.toldTrouble });
        barrier.opened();
      }
    });
    provider.on('connection-close', (event) => {
      this.toldTrouble = false;
      this.update({
        connection: 'lost',
        storageTrouble: this.facts.storageTrouble || event?.code === storageTroubleCode,
      });
      barrier.closed();
    });
    provider.on('closed', ({ code, reason }) => this.update({ final: { code, reason }, storageTrouble: false }));
    window.addEventListener('offline', this.connectAnew);
    window.addEventListener('online', this.connectAnew);
    provider.messageHandlers[barrierType] = (_reply: encoding.Encoder, message: decoding.Decoder) => {
      barrier.answered(message);
    };
    provider.messageHandlers[serverStatusType] = (_reply: encoding.Encoder, message: decoding.Decoder) => {
      this.toldTrouble = readStorageTrouble(message) ?? this.toldTrouble;
      this.update({ storageTrouble: this.toldTrouble });
    };
    this.noticeStateRequests();
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

  /** The server's step 1 is answered with what it lacks; that too is confirmed by a barrier, sent after the answer. */
  private noticeStateRequests(): void {
    const { messageHandlers } = this.provider;
    const handleSync = messageHandlers[0];
    messageHandlers[0] = (reply, message, provider, emitSynced, type) => {
      const isRequest = message.arr[message.pos] === 0;
      handleSync?.(reply, message, provider, emitSynced, type);
      if (isRequest && emitSynced) {
        this.barrier.edited();
      }
    };
  }

  private sendFrame(frame: Uint8Array<ArrayBuffer>): void {
    const socket = this.provider.ws;
    if (socket?.readyState === WebSocket.OPEN) {
      socket.send(frame);
    }
  }

  private update(change: Partial<SyncFacts>): void {
    this.facts = { ...this.facts, ...change, confirmation: this.barrier.state };
    const next = statusOf(this.facts);
    if (JSON.stringify(next) !== JSON.stringify(this.currentStatus)) {
      this.currentStatus = next;
    }
    this.listeners.forEach((listener) => listener());
  }
}
