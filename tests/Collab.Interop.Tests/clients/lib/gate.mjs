import { connect, createServer } from 'node:net';

/**
 * A door before the server: while it is shut, connections are cut and new ones get nowhere, so that somebody who does not
 * go through it can look at a server that was just started before its clients bring anything back.
 */
export class Gate {
  #target;
  #listener;
  #sockets = new Set();
  #isOpen = true;

  static async before(address) {
    const gate = new Gate();
    gate.#target = new URL(address);
    gate.#listener = createServer((socket) => gate.#accept(socket));
    await new Promise((resolve) => gate.#listener.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  /** What clients connect to instead of the server. */
  get address() {
    const address = new URL(this.#target);
    address.host = `127.0.0.1:${this.#listener.address().port}`;
    return address.href;
  }

  shut() {
    this.#isOpen = false;
    this.#sockets.forEach((socket) => socket.destroy());
  }

  open() {
    this.#isOpen = true;
  }

  #accept(inner) {
    if (!this.#isOpen) {
      inner.destroy();
      return;
    }

    const outer = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [[inner, outer], [outer, inner]]) {
      this.#sockets.add(socket);
      socket.setNoDelay();
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
