import type { BoardFile } from './boardFiles';
import type { ImageScene } from './boardImages';
import type { BoardElement } from './elementRecord';
import type { Scene } from './scene';

type Mutable = { -readonly [key in keyof BoardElement]: BoardElement[key] } & Record<string, unknown>;

/**
 * A scene without a screen, for tests. It behaves as Excalidraw does where that matters to the binding: it changes its
 * elements in place, counts up their versions, and mends their order when it is given one with equal indices.
 */
export class TestScene implements Scene, ImageScene {
  readonly busy = new Set<string>();
  private list: Mutable[] = [];
  private readonly kept: Record<string, BoardFile> = {};
  private readonly listeners = new Set<() => void>();

  elements(): readonly BoardElement[] {
    return this.list;
  }

  replace(elements: readonly BoardElement[]): void {
    this.list = [...elements] as Mutable[];
    this.mendOrder();
    this.notify();
  }

  complete(element: BoardElement): BoardElement {
    if (element['poison'] === true) {
      throw new Error('the surface trips over it');
    }
    return element;
  }

  repair(elements: readonly BoardElement[]): readonly BoardElement[] {
    if (elements.filter((element) => element['tangled'] === true).length > 1) {
      throw new Error('the surface trips over two together');
    }
    const there = new Map(elements.filter(({ isDeleted }) => !isDeleted).map((element) => [element.id, element]));
    return elements.map((element) => ({ ...element, ...mendLinks(element, there) }));
  }

  isBusy(id: string): boolean {
    return this.busy.has(id);
  }

  files(): Readonly<Record<string, BoardFile>> {
    return this.kept;
  }

  addFiles(files: readonly BoardFile[]): void {
    files.forEach((file) => { this.kept[file.id] = file; });
    this.notify();
  }

  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  /** The person draws an element on top. */
  draw(id: string, properties: Record<string, unknown> = {}): void {
    this.list.push({
      id, type: 'rectangle', version: 1, versionNonce: nonce(), updated: 0, isDeleted: false,
      index: `${this.list.at(-1)?.index ?? 'a'}1`,
      x: 0, y: 0, width: 10, height: 10, angle: 0, strokeColor: 'black', groupIds: [], ...properties,
    });
    this.notify();
  }

  /** The person changes an element. */
  change(id: string, properties: Record<string, unknown>): void {
    Object.assign(this.get(id) as Mutable, properties);
    this.touch(id);
    this.notify();
  }

  /** The person moves an element in the drawing order. */
  reorder(id: string, index: string): void {
    const element = this.get(id) as Mutable;
    element.index = index;
    this.touch(id);
    this.list.sort((a, b) => ((a.index ?? '') < (b.index ?? '') ? -1 : 1));
    this.mendOrder();
    this.notify();
  }

  /** The surface drops elements without a trace, as Excalidraw does when it starts or opens a file. */
  drop(...ids: string[]): void {
    this.list = this.list.filter((element) => !ids.includes(element.id));
    this.notify();
  }

  get(id: string): BoardElement | undefined {
    return this.list.find((element) => element.id === id);
  }

  notify(): void {
    this.listeners.forEach((listener) => listener());
  }

  /** What a person sees, in order: without what is deleted, the scene's own counters, and how it notes the order. */
  content(): readonly Record<string, unknown>[] {
    return this.list
      .filter((element) => !element.isDeleted)
      .map(({ version: _version, versionNonce: _nonce, updated: _updated, index: _index, ...rest }) => rest);
  }

  private touch(id: string): void {
    const element = this.list.find((candidate) => candidate.id === id) as Mutable;
    element.version++;
    element.versionNonce = nonce();
  }

  private mendOrder(): void {
    for (let at = 1; at < this.list.length; at++) {
      const [before, element] = [this.list[at - 1] as Mutable, this.list[at] as Mutable];
      if ((element.index ?? '') <= (before.index ?? '')) {
        element.index = `${before.index ?? 'a0'}V`;
        this.touch(element.id);
      }
    }
  }
}

/** Links of an element without those that lead nowhere, as Excalidraw mends them when a board is loaded. */
function mendLinks(element: BoardElement, there: ReadonlyMap<string, BoardElement>): Record<string, unknown> {
  const mended: Record<string, unknown> = {};
  const { boundElements, containerId } = element;
  if (Array.isArray(boundElements)) {
    mended['boundElements'] = boundElements.filter(({ id }) => there.has(id));
  }
  if (typeof containerId === 'string' && !there.has(containerId)) {
    mended['containerId'] = null;
  }
  for (const end of ['startBinding', 'endBinding']) {
    const binding = element[end] as { readonly elementId: string } | null | undefined;
    if (binding && !there.has(binding.elementId)) {
      mended[end] = null;
    }
  }
  return mended;
}

const nonce = () => Math.floor(Math.random() * 2 ** 31);
