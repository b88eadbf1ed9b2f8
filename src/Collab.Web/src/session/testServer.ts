import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as authProtocol from 'y-protocols/auth';
import * as syncProtocol from 'y-protocols/sync';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import * as Y from 'yjs';
import { barrierType } from './barrier';
import { serverStatusType } from './serverStatus';

/** For tests: a server that keeps its promises, in memory and in one thread. What it was sent is durable at {@link commit}. */
export class TestServer {
  readonly doc = new Y.Doc();
  /** What would be there after a power cut. */
  durable = new Y.Doc();
  readonly connections: TestSocket[] = [];
  /** Refuses connections while it is false. */
  isUp = true;

  /** Takes nothing, and says so, while it is true. */
  refuses = false;

  /** For the provider's option of this name. */
  readonly WebSocketPolyfill = socketClass(this);

  private waiting: { readonly socket: TestSocket; readonly frame: Uint8Array }[] = [];

  get newest(): TestSocket {
    return this.connections.at(-1) as TestSocket;
  }

  /** Makes durable what came so far, and answers the questions that wait for it. */
  commit(): void {
    Y.applyUpdate(this.durable, Y.encodeStateAsUpdate(this.doc));
    const answers = this.waiting;
    this.waiting = [];
    answers.forEach(({ socket, frame }) => socket.receive(frame));
  }

  tellStorage(storage: 'ok' | 'trouble'): void {
    const json = new TextEncoder().encode(JSON.stringify({ storage }));
    this.newest.receive(frameOf(serverStatusType, (encoder) => encoding.writeVarUint8Array(encoder, json)));
  }

  tellAccess(access: string): void {
    const json = new TextEncoder().encode(JSON.stringify({ access }));
    this.newest.receive(frameOf(serverStatusType, (encoder) => encoding.writeVarUint8Array(encoder, json)));
  }

  /** Ends like a killed process, or with a code. */
  drop(code = 1006): void {
    this.waiting = [];
    this.newest.end(code);
  }

  /** @internal */
  greet(socket: TestSocket): void {
    socket.receive(frameOf(0, (encoder) => syncProtocol.writeSyncStep1(encoder, this.doc)));
  }

  /** @internal */
  hear(socket: TestSocket, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === barrierType) {
      this.waiting.push({ socket, frame });
    } else if (type === 0 && this.refuses && frame[1] !== messageYjsSyncStep1) {
      // On its way with the answers to earlier questions, and before those to later ones.
      const frame = frameOf(2, (encoder) => authProtocol.writePermissionDenied(encoder, 'you may only read this document'));
      this.waiting.push({ socket, frame });
    } else if (type === 0) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      if (syncProtocol.readSyncMessage(decoder, encoder, this.doc, socket) === messageYjsSyncStep1) {
        socket.receive(encoding.toUint8Array(encoder));
      }
    }
  }
}

/** A connection to a {@link TestServer}, as the provider sees it. */
export class TestSocket {
  readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;

  private arriving: Uint8Array[] | null = null;

  constructor(private readonly server: TestServer) {
    server.connections.push(this);
  }

  /** Lets the connection be made, or fail if the server is down. `meanwhile` runs before the server's first message arrives. */
  connect(meanwhile = () => {}): void {
    if (!this.server.isUp) {
      this.end(1006);
      return;
    }
    this.readyState = this.OPEN;
    const arriving: Uint8Array[] = [];
    this.arriving = arriving;
    this.server.greet(this);
    this.onopen?.();
    meanwhile();
    this.arriving = null;
    arriving.forEach((frame) => this.receive(frame));
  }

  send(frame: Uint8Array): void {
    if (this.readyState === this.OPEN) {
      this.server.hear(this, frame);
    }
  }

  receive(frame: Uint8Array): void {
    if (this.arriving) {
      this.arriving.push(frame);
    } else if (this.readyState === this.OPEN) {
      this.onmessage?.({ data: frame });
    }
  }

  close(): void {
    this.end(1000);
  }

  end(code: number): void {
    if (this.readyState !== 3) {
      this.readyState = 3;
      this.onclose?.({ code, reason: '' });
    }
  }
}

/** The provider makes its sockets itself. */
function socketClass(server: TestServer): typeof WebSocket {
  return class extends TestSocket {
    constructor() {
      super(server);
    }
  } as unknown as typeof WebSocket;
}

function frameOf(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    write(encoder);
  });
}
