import * as Y from 'yjs';
import {
  compareOrder, fromRecord, isInvisiblySmall, pointCount, readRecord, sameJson, toRecord, type BoardElement, type ElementRecord,
} from './elementRecord';
import type { Scene } from './scene';
import { SceneLook, type Seen } from './sceneLook';

/** How long changes are gathered before they are written, in milliseconds. */
const writeInterval = 50;

/** A stroke in the making is written while it is this short; a longer one once it is done, or the log would swell. */
const longestLiveStroke = 100;

/** So many elements in hand at once are written while they move; more only when they are let go of. */
const mostLive = 300;

/** What an element was when scene and document last agreed on it. */
type Known = { readonly version: number; readonly versionNonce: number; readonly record: ElementRecord };

/**
 * Keeps a scene and the document's `elements` (id to Y.Map of properties) alike.
 *
 * The document is the truth. What changed in the scene since both last agreed is written, property by property; then the
 * scene shows what the document holds. Versions are the scene's own business and only tell what changed in it, so two
 * clients never disagree about content that has "the same version". An element that this person has in hand is exchanged
 * when they let go.
 */
export class BoardBinding {
  private readonly elements: Y.Map<Y.Map<unknown>>;
  private readonly known = new Map<string, Known>();
  /** Changed by others while in hand here. */
  private readonly deferred = new Set<string>();
  /** Made here and not let go of yet; when one vanishes from the scene it was given up. */
  private readonly drafts = new Set<string>();
  /** Changed here, but too much to be written while it is in hand: a long stroke, or one of many elements. */
  private readonly postponed = new Set<string>();
  private readonly sceneLook = new SceneLook();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private stopListening: (() => void) | null = null;

  /**
   * Start it only when the scene has finished loading: Excalidraw throws away what it is given before. While it is not
   * writable, for who may only read, nothing is written, and what is drawn elsewhere is shown.
   */
  constructor(private readonly doc: Y.Doc, private readonly scene: Scene, private readonly isWritable: () => boolean = () => true) {
    this.elements = doc.getMap('elements');
    this.load();
    this.elements.observeDeep(this.onDocumentChange);
    this.stopListening = scene.onChange(this.onSceneChange);
    this.flush();
  }

  /** Writes what changed in the scene. Called in intervals by itself; call it before the page goes away. */
  flush(): void {
    this.cancelTimer();
    if (!this.isWritable()) {
      return;
    }
    const shown = this.scene.elements();
    const seen = this.sceneLook.look(shown);
    const changed = this.findChanged(seen, shown);
    const missing = this.findMissing(seen, shown);
    const abandoned = missing.filter((id) => this.drafts.delete(id));
    if (changed.length > 0 || abandoned.length > 0) {
      this.doc.transact(() => {
        const reordered = changed.filter((element) => this.write(element));
        if (reordered.length > 0) {
          this.writeOrder(shown);
        }
        abandoned.forEach((id) => this.writeProperty(id, 'isDeleted', true));
      }, this);
    }
    if (missing.length > 0) {
      this.show(missing);
    }
  }

  /** Writes what is left and lets go of both. */
  destroy(): void {
    this.flush();
    this.cancelTimer();
    this.stopListening?.();
    this.elements.unobserveDeep(this.onDocumentChange);
  }

  private load(): void {
    const stored: BoardElement[] = [];
    for (const [id, map] of this.elements) {
      const element = this.read(id, readRecord(map), 1);
      if (element) {
        stored.push(element);
      }
    }
    const drawn = this.scene.elements().filter((element) => !this.elements.has(element.id));
    if (stored.length > 0) {
      const repaired = this.repair(stored.sort(compareOrder));
      repaired.forEach((element) => this.remember(element, readRecord(this.elements.get(element.id))));
      this.replaceScene(this.inOrder([...repaired, ...drawn]));
    }
  }

  private readonly onSceneChange = (): void => {
    if (this.deferred.size > 0) {
      const released = [...this.deferred].filter((id) => !this.scene.isBusy(id));
      if (released.length > 0) {
        this.flush();
        this.show(released);
      }
    }
    this.timer ??= setTimeout(() => this.flush(), writeInterval);
  };

  private readonly onDocumentChange = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    if (transaction.origin === this) {
      return;
    }
    const ids = new Set<string>();
    for (const event of events) {
      if (event.path.length > 0) {
        ids.add(String(event.path[0]));
      } else {
        event.changes.keys.forEach((_change, id) => ids.add(id));
      }
    }
    // First what this person did, so that the document holds both; then show that.
    this.flush();
    this.show(ids);
  };

  /** Shows what the document holds of these elements; of those in hand, later. */
  private show(ids: Iterable<string>): void {
    const wanted = new Set(ids);
    const next: (BoardElement | null)[] = this.scene.elements().slice();
    const places = new Map<string, number>();
    next.forEach((element, at) => element && wanted.has(element.id) && places.set(element.id, at));
    let [isChanged, isReordered] = [false, false];
    for (const id of wanted) {
      const at = places.get(id);
      const local = at === undefined ? undefined : next[at];
      if (local && this.scene.isBusy(id)) {
        this.deferred.add(id);
        continue;
      }
      this.deferred.delete(id);
      const known = this.known.get(id);
      const map = this.elements.get(id);
      const record = readRecord(map);
      if (map && local && sameJson(record, known?.record)) {
        continue;
      }
      const element = map ? this.read(id, record, (local?.version ?? 0) + 1) : null;
      if (element) {
        isReordered ||= !local || record['index'] !== known?.record['index'];
        next[at ?? next.length] = element;
        this.remember(element, record);
      } else {
        // What became broken is not shown in its last good form either: who opens the board now does not see it.
        this.known.delete(id);
        if (at !== undefined) {
          next[at] = null;
        }
      }
      isChanged ||= element !== null || at !== undefined;
    }
    if (isChanged) {
      const elements = next.filter((element) => element !== null);
      this.replaceScene(isReordered ? this.inOrder(elements) : elements);
    }
  }

  /** The element that a record describes, complete; null if it cannot be drawn. Whatever is wrong with it costs it alone. */
  private read(id: string, record: ElementRecord, version: number): BoardElement | null {
    try {
      const element = fromRecord(record, { id, version, versionNonce: newNonce(), updated: Date.now() });
      return element && this.scene.complete(element);
    } catch {
      return null;
    }
  }

  /** Mends what is torn between elements; where that cannot be done they are shown as they are. */
  private repair(elements: readonly BoardElement[]): readonly BoardElement[] {
    try {
      return this.scene.repair(elements);
    } catch {
      return elements;
    }
  }

  /** Elements in the document's order, which may not be that of their indices here: the scene mends those. */
  private inOrder(elements: readonly BoardElement[]): readonly BoardElement[] {
    return elements
      .map((element) => ({ element, id: element.id, index: this.known.get(element.id)?.record['index'] ?? element.index }))
      .sort(compareOrder)
      .map(({ element }) => element);
  }

  /**
   * Shows elements in this order. The scene mends equal or missing indices by changing them; that it did so is no edit of
   * this person. If every client wrote what it mended, they would chase each other.
   */
  private replaceScene(elements: readonly BoardElement[]): void {
    const versions = elements.map(({ version }) => version);
    this.scene.replace(elements);
    this.scene.elements().forEach((element, at) => {
      const known = element.version === versions[at] ? undefined : this.known.get(element.id);
      if (known && known.version === versions[at]) {
        this.remember(element, known.record);
      }
    });
  }

  private findChanged({ changed }: Seen, shown: readonly BoardElement[]): readonly BoardElement[] {
    const candidates = new Set(changed);
    if (this.postponed.size > 0) {
      shown.filter(({ id }) => this.postponed.has(id)).forEach((element) => candidates.add(element));
      this.postponed.clear();
    }
    const areMany = candidates.size > mostLive;
    return [...candidates].filter((element) => this.isToWrite(element, areMany));
  }

  private isToWrite(element: BoardElement, isOneOfMany: boolean): boolean {
    const known = this.known.get(element.id);
    if (known?.version === element.version && known.versionNonce === element.versionNonce) {
      return false;
    }
    if (!known && !this.elements.has(element.id) && (element.isDeleted || isInvisiblySmall(element))) {
      return false;
    }
    if ((isOneOfMany || pointCount(element) > longestLiveStroke) && this.scene.isBusy(element.id)) {
      this.postponed.add(element.id);
      return false;
    }
    return true;
  }

  /** Writes what changed of an element. Returns whether its place in the order did. */
  private write(element: BoardElement): boolean {
    const { id } = element;
    const record = toRecord(element);
    const map = this.elements.get(id);
    const base = this.known.get(id)?.record ?? readRecord(map);
    if (!(map instanceof Y.Map)) {
      this.elements.set(id, new Y.Map(Object.entries(record)));
    } else {
      for (const [key, value] of Object.entries(record)) {
        if (!sameJson(value, base[key])) {
          map.set(key, value);
        }
      }
      // Only what this scene had and has no more: it may have been shown without a property that it does not know.
      Object.keys(base).filter((key) => !(key in record) && this.known.has(id)).forEach((key) => map.delete(key));
    }
    if (!map && this.scene.isBusy(id)) {
      this.drafts.add(id);
    }
    this.remember(element, record);
    return record['index'] !== base['index'];
  }

  /** Where somebody put something else in the element's place meanwhile, there is nothing to write to. */
  private writeProperty(id: string, property: string, value: unknown): void {
    const map: unknown = this.elements.get(id);
    if (map instanceof Y.Map) {
      map.set(property, value);
    }
  }

  /** Writes the indices that the scene mended: a new place among them is only right together with them. */
  private writeOrder(shown: readonly BoardElement[]): void {
    for (const element of shown) {
      const known = this.known.get(element.id);
      if (known && known.record['index'] !== element.index && !this.scene.isBusy(element.id)) {
        this.writeProperty(element.id, 'index', element.index);
        this.remember(element, { ...known.record, index: element.index });
      }
    }
  }

  /**
   * Known elements that the scene holds no more. Deleting leaves a deleted element behind, so these were dropped, and
   * come back: a draft that was given up as a deleted one, anything else (a file was opened over the board) as it was.
   */
  private findMissing({ isSameList }: Seen, shown: readonly BoardElement[]): readonly string[] {
    if (isSameList && this.drafts.size === 0) {
      return [];
    }
    const shownIds = new Set(shown.map((element) => element.id));
    this.drafts.forEach((id) => shownIds.has(id) && !this.scene.isBusy(id) && this.drafts.delete(id));
    const missing = [...this.known.keys()].filter((id) => !shownIds.has(id));
    missing.forEach((id) => this.known.delete(id));
    return missing;
  }

  private remember({ id, version, versionNonce }: BoardElement, record: ElementRecord): void {
    this.known.set(id, { version, versionNonce, record });
  }

  private cancelTimer(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
  }
}

const newNonce = (): number => Math.floor(Math.random() * 2 ** 31);
