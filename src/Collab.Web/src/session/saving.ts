import type * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import type { WebsocketProvider } from 'y-websocket';
import { Access, type AccessRight } from './access';
import { Barrier, barrierType } from './barrier';
import { isLocalCopy } from './localCopy';
import { readServerStatus, serverStatusType } from './serverStatus';
import { isAccessClose, statusOf, tooLargeCode, troubleOf, type FinalClose, type Kept, type Status, type SyncFacts } from './status';
import { uploadUntilAnswered, type UploadOutcome } from './upload';
import { WaitingChanges } from './waitingChanges';

const syncType = 0;
const stateRequest = 0;
const authType = 2;

/**
 * What is known of whether the server has stored what this tab holds. It says "saved" only when the server has confirmed
 * everything that is in the document here, wherever it came from but the server itself:
 *
 * - what was edited here, and what this browser had kept from earlier visits;
 * - what other tabs of this browser edited. They may be cut off from the server, or gone before it had their edits, so this
 *   tab sends them too; what the server has already adds nothing there.
 *
 * On each connection it waits until the server was answered what it lacks, and only then asks.
 */
export class Saving {
  private readonly barrier: Barrier;
  private readonly waiting = new WaitingChanges(() => performance.now());
  private readonly listeners = new Set<() => void>();
  private facts: Omit<SyncFacts, 'confirmation'> = {
    connection: 'connecting', trouble: null, kept: 'tab', final: null, isUploading: false, isRefused: false,
  };
  private currentStatus: Status;
  /** What the server said of its storage on this connection. */
  private toldTrouble = false;
  /** Whether the server was told on this connection all that it lacked. */
  private answeredServer = false;
  /** Whether the message being handled comes from another tab. */
  private hearsTab = false;
  private drafts = 0;
  /** Whether the last upload brought no connection that lasted: another one would not either. */
  private uploadedInVain = false;
  /** The same of another way in. */
  private readmittedInVain = false;
  private isDestroyed = false;

  /**
   * Listens to `provider` from before it connects, for as long as that lives.
   * @param upload brings the document to the server when it is too large for a message.
   * @param access is told what the server says of it.
   * @param readmit finds another way in when the server lets this one in no more; false if there is none.
   */
  constructor(
    private readonly provider: WebsocketProvider,
    private readonly upload: () => Promise<UploadOutcome>,
    private readonly access: Access = new Access('write'),
    private readonly readmit: () => Promise<boolean> = () => Promise.resolve(false),
  ) {
    this.barrier = new Barrier((frame) => this.send(frame), () => this.update());
    this.currentStatus = statusOf({ ...this.facts, confirmation: this.barrier.state });
    this.listenToDocument();
    this.listenToConnection();
    this.listenToMessages();
  }

  get status(): Status {
    return this.currentStatus;
  }

  /** Whether something was edited here, or brought here by another tab, that the server has not confirmed. */
  get isUnsaved(): boolean {
    return this.drafts > 0 || this.barrier.hasUnsaved;
  }

  /** How many changes the server has not confirmed. */
  get waitingChanges(): number {
    return this.waiting.count;
  }

  /** Calls back when the status, {@link isUnsaved} or {@link waitingChanges} may have changed. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  setKept(kept: Kept): void {
    this.update({ kept });
  }

  /** There are changes of an earlier visit in this browser, so many, that were not confirmed then. */
  foundUnsaved(changes: number): void {
    this.waiting.found(changes);
    this.barrier.edited();
  }

  /** Something was typed that is not in the document yet. Returns how to say that it is, or was given up. */
  holdDraft(): () => void {
    let held = true;
    this.drafts++;
    this.update();
    return () => {
      if (held) {
        held = false;
        this.drafts--;
        this.update();
      }
    };
  }

  /** The connection is tried again after a final close. */
  triesAgain(): void {
    this.update({ final: null, connection: 'connecting' });
  }

  destroy(): void {
    this.isDestroyed = true;
    this.listeners.clear();
    this.barrier.destroy();
  }

  private listenToDocument(): void {
    this.provider.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (isLocalCopy(origin)) {
        // No edit of now, and the server may well have it.
        this.barrier.doubted();
      } else if (origin !== this.provider) {
        // The editors let a reader change nothing. What Yjs cleans up by itself as it receives is not taken from readers, and need not be.
        if (this.access.right !== 'read') {
          this.edited();
        }
      } else if (this.hearsTab && this.access.right === 'write') {
        this.send(encodeUpdate(update));
        this.edited();
      }
    });
  }

  private edited(): void {
    this.waiting.edited();
    this.barrier.edited();
  }

  private listenToConnection(): void {
    const { provider } = this;
    provider.on('sync', (synced) => {
      if (synced) {
        this.uploadedInVain = this.readmittedInVain = false;
        this.facts = { ...this.facts, connection: 'synced', trouble: this.toldTrouble ? 'storage' : null };
        this.openBarrier();
        this.update();
      }
    });
    provider.on('connection-close', (event) => {
      this.toldTrouble = false;
      this.answeredServer = false;
      this.barrier.closed();
      this.update({ connection: 'lost', trouble: troubleOf(event?.code), isRefused: false });
    });
    provider.on('closed', (close) => {
      if (close.code === tooLargeCode && !this.uploadedInVain) {
        void this.uploadAndGoOn(close);
      } else if (isAccessClose(close.code) && !this.readmittedInVain) {
        void this.readmitAndGoOn(close);
      } else {
        this.update({ final: { code: close.code, reason: close.reason }, trouble: null });
      }
    });
  }

  /** The server takes no message as large as what it lacks of this document, and the provider would not come back by itself. */
  private async uploadAndGoOn({ code, reason }: FinalClose): Promise<void> {
    this.update({ isUploading: true, trouble: null });
    const outcome = await uploadUntilAnswered(this.upload, () => this.isDestroyed);
    if (this.isDestroyed) {
      return;
    }
    if (outcome === 'stored') {
      this.uploadedInVain = true;
      this.update({ isUploading: false, connection: 'connecting' });
      this.provider.connect();
    } else {
      this.update({ isUploading: false, final: { code, reason } });
    }
  }

  private async readmitAndGoOn({ code, reason }: FinalClose): Promise<void> {
    this.update({ connection: 'connecting', trouble: null });
    const isReadmitted = await this.readmit();
    if (this.isDestroyed) {
      return;
    }
    if (isReadmitted) {
      this.readmittedInVain = true;
      this.provider.connect();
    } else {
      this.update({ final: { code, reason } });
    }
  }

  private listenToMessages(): void {
    const { messageHandlers } = this.provider;
    const handleSync = messageHandlers[syncType];
    messageHandlers[syncType] = (reply, message, provider, fromServer, type) => {
      const isRequest = message.arr[message.pos] === stateRequest;
      this.hearsTab = !fromServer;
      try {
        handleSync?.(reply, message, provider, fromServer, type);
      } finally {
        this.hearsTab = false;
      }
      if (isRequest && fromServer) {
        // The answer leaves when this returns, so before the next question.
        this.answeredServer = true;
        this.openBarrier();
      }
    };
    this.onServerMessage(barrierType, (message) => {
      // What was refused is not there, however durable the rest is.
      if (!this.facts.isRefused) {
        this.barrier.answered(message);
      }
    });
    // It comes before the answer to any question that what was refused is counted in.
    this.onServerMessage(authType, () => {
      if (this.barrier.hasUnsaved) {
        this.update({ isRefused: true });
      }
    });
    this.onServerMessage(serverStatusType, (message) => {
      const { trouble, access } = readServerStatus(message);
      this.toldTrouble = trouble ?? this.toldTrouble;
      this.update({ trouble: this.toldTrouble ? 'storage' : null });
      if (access) {
        this.takeAccess(access);
      }
    });
  }

  private takeAccess(right: AccessRight): void {
    const mayMore = this.access.right !== 'write' && right === 'write';
    this.access.tell(right);
    if (mayMore && this.facts.isRefused) {
      // The server asks for what it refused; then it can be asked.
      this.update({ isRefused: false });
      this.barrier.doubted();
    }
  }

  private onServerMessage(type: number, handle: (message: decoding.Decoder) => void): void {
    this.provider.messageHandlers[type] = (_reply, message, _provider, fromServer) => {
      if (fromServer) {
        handle(message);
      }
    };
  }

  private openBarrier(): void {
    if (this.answeredServer && this.provider.synced) {
      this.barrier.opened();
    }
  }

  private send(frame: Uint8Array<ArrayBuffer>): void {
    const socket = this.provider.ws;
    if (socket && socket.readyState === socket.OPEN) {
      socket.send(frame);
    }
  }

  private update(change: Partial<SyncFacts> = {}): void {
    this.facts = { ...this.facts, ...change };
    if (this.barrier.state === 'confirmed') {
      this.waiting.confirmed();
    }
    const confirmation = this.drafts > 0 ? 'waiting' : this.barrier.state;
    const next = statusOf({ ...this.facts, confirmation });
    if (JSON.stringify(next) !== JSON.stringify(this.currentStatus)) {
      this.currentStatus = next;
    }
    this.listeners.forEach((listener) => listener());
  }
}

function encodeUpdate(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, syncType);
    syncProtocol.writeUpdate(encoder, update);
  }) as Uint8Array<ArrayBuffer>;
}
