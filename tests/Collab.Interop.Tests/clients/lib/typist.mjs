import { Client } from './client.mjs';
import { Random } from './random.mjs';
import { pause } from './until.mjs';

/**
 * A client that types all the time until told to stop, online or not. All that it deletes is its own, so that a deletion
 * that comes back to it was its own too.
 */
export class Typist {
  #random;
  #running = false;
  #run = Promise.resolve();
  #words = 0;

  constructor(address, document, seed) {
    this.client = new Client(address, document);
    this.#random = new Random(seed);
  }

  start() {
    this.#running = true;
    this.#run = this.#type();
  }

  async stop() {
    this.#running = false;
    await this.#run;
  }

  async #type() {
    while (this.#running) {
      this.#typeWord();
      if (this.#words % 5 === 0) {
        this.client.sendBarrier();
      }

      await pause(2 + this.#random.below(6));
    }
  }

  /** A word, letter by letter, now and then with a slip that is taken back; and an entry in a map. */
  #typeWord() {
    const { doc, text } = this.client;
    const word = `${doc.clientID.toString(36)}:${this.#words++} `;
    const at = this.#random.below(text.length + 1);
    [...word].forEach((letter, index) => text.insert(at + index, letter));
    if (this.#random.below(4) === 0) {
      text.delete(at + word.length - 1, 1);
    }

    // Own keys only: an overwritten value is deleted too.
    doc.getMap('entries').set(`${doc.clientID}-${this.#random.below(20)}`, this.#words);
  }
}
