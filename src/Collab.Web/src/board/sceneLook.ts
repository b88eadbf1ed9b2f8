import type { BoardElement } from './elementRecord';

/** What a look at a scene found. */
export type Seen = {
  /** Elements that are new, others in their place, or counted up. */
  readonly changed: readonly BoardElement[];
  /** Whether the scene holds the very elements of the last look. */
  readonly isSameList: boolean;
};

/**
 * Finds what changed in a scene since the last look, with one comparison an element: the surface reports every pointer
 * move as a change, whatever it was, and changes its elements in place.
 */
export class SceneLook {
  private last: readonly BoardElement[] = [];
  private versions = new Float64Array(0);
  private nonces = new Float64Array(0);

  look(shown: readonly BoardElement[]): Seen {
    const changed: BoardElement[] = [];
    let isSameList = shown.length === this.last.length;
    this.reserve(shown.length);
    shown.forEach((element, at) => {
      const isSame = this.last[at] === element;
      isSameList &&= isSame;
      if (!isSame || this.versions[at] !== element.version || this.nonces[at] !== element.versionNonce) {
        changed.push(element);
        this.versions[at] = element.version;
        this.nonces[at] = element.versionNonce;
      }
    });
    if (!isSameList) {
      // A copy: the surface may go on using its list.
      this.last = shown.slice();
    }
    return { changed, isSameList };
  }

  private reserve(count: number): void {
    if (count > this.versions.length) {
      const room = count * 2;
      const [versions, nonces] = [new Float64Array(room), new Float64Array(room)];
      versions.set(this.versions);
      nonces.set(this.nonces);
      this.versions = versions;
      this.nonces = nonces;
    }
  }
}
