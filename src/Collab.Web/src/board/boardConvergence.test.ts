import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from './boardBinding';
import { toRecord, type BoardElement } from './elementRecord';
import { TestScene } from './testScene';

const seeds = Array.from({ length: 60 }, (_, seed) => seed + 1);
const steps = 120;

/** Three people on one board, with a network that delivers late, twice and in any order. */
describe('three boards', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it.each(seeds)('are equal in the end, and after loading again (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const clients = [1, 2, 3].map((id) => new Client(id));

    for (let step = 0; step < steps; step++) {
      const client = pick(clients, random);
      act(client, random, step);
      if (random() < 0.4) {
        vi.advanceTimersByTime(60);
      }
      if (random() < 0.5) {
        deliverSome(clients, random);
      }
    }
    clients.forEach((client) => client.letGo());
    settle(clients);

    const [first, ...others] = clients as [Client, ...Client[]];
    for (const other of others) {
      expect(other.scene.content()).toEqual(first.scene.content());
    }
    expectSceneIsDocument(first);
    expect(first.scene.content().length).toBeGreaterThan(3);
    const reloaded = reload(first);
    // Who loads the board has links mended that lead nowhere; all else is what the others see.
    const mended = new TestScene();
    mended.replace(first.scene.repair(first.scene.elements()));
    expect(reloaded.content()).toEqual(mended.content());
    expect(danglingLinks(reloaded)).toEqual([]);
    clients.forEach((client) => expect(reload(client).content()).toEqual(reloaded.content()));
  });
});

class Client {
  readonly doc = new Y.Doc();
  readonly scene = new TestScene();
  readonly inbox: Uint8Array[] = [];
  readonly outbox: Uint8Array[] = [];

  constructor(readonly id: number) {
    this.doc.clientID = id;
    new BoardBinding(this.doc, this.scene);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'network') {
        this.outbox.push(update);
      }
    });
  }

  receive(at: number): void {
    const [update] = this.inbox.splice(at, 1);
    if (update) {
      Y.applyUpdate(this.doc, update, 'network');
    }
  }

  letGo(): void {
    this.scene.busy.clear();
    this.scene.notify();
  }
}

/** One thing that a person does. */
function act(client: Client, random: () => number, step: number): void {
  const { scene } = client;
  const shown = scene.elements();
  const id = shown.length > 0 ? pick(shown, random).id : null;
  const number = () => Math.floor(random() * 500);
  const choice = random();
  if (id === null || choice < 0.18) {
    drawSomething(client, random, step);
  } else if (choice < 0.35) {
    scene.change(id, { x: number(), y: number() });
  } else if (choice < 0.4) {
    label(client, random, step);
  } else if (choice < 0.45) {
    bindArrow(client, random);
  } else if (choice < 0.5) {
    editWords(client, random, step);
  } else if (choice < 0.55) {
    scene.change(id, { x: number(), width: number() + 1, height: number() + 1 });
  } else if (choice < 0.6) {
    scene.change(id, { strokeColor: `#${number()}` });
  } else if (choice < 0.67) {
    remove(client, id, random() < 0.7);
  } else if (choice < 0.74) {
    // To another place in the drawing order; two clients may well choose the same.
    scene.reorder(id, `a${Math.floor(random() * 6)}`);
  } else if (choice < 0.8) {
    scene.change(id, random() < 0.5 ? { customData: { by: client.id, step } } : { customData: undefined });
  } else if (choice < 0.88) {
    scene.busy.add(id);
    scene.change(id, { angle: random() });
  } else if (choice < 0.95) {
    client.letGo();
  } else if (shown.length > 2) {
    // The surface loses part of what it shows.
    scene.busy.delete(id);
    scene.drop(id);
  }
}

function drawSomething({ id, scene }: Client, random: () => number, step: number): void {
  const name = `${id}-${step}`;
  const kind = random();
  if (kind < 0.3) {
    scene.draw(name, { type: 'text', text: name, originalText: name, fontSize: 20 });
  } else if (kind < 0.5) {
    scene.draw(name, { type: 'arrow', points: [[0, 0], [step, 5]] });
  } else {
    scene.draw(name);
  }
  if (random() < 0.3) {
    scene.busy.add(name);
  }
}

const ofType = ({ scene }: Client, ...types: readonly string[]) =>
  scene.elements().filter(({ type, isDeleted }) => !isDeleted && types.includes(type));

const boundTo = (element: BoardElement) => (element['boundElements'] ?? []) as readonly { readonly id: string }[];

/** Lets an arrow begin or end at a shape, as Excalidraw does: both know of each other. */
function bindArrow(client: Client, random: () => number): void {
  const [arrows, shapes] = [ofType(client, 'arrow'), ofType(client, 'rectangle')];
  if (arrows.length === 0 || shapes.length === 0) {
    return;
  }
  const [arrow, shape] = [pick(arrows, random), pick(shapes, random)];
  const end = random() < 0.5 ? 'startBinding' : 'endBinding';
  const before = (arrow[end] as { readonly elementId?: string } | null | undefined)?.elementId;
  const left = shapes.find(({ id }) => id === before && id !== shape.id);
  client.scene.change(arrow.id, {
    [end]: { elementId: shape.id, focus: random(), gap: 4 }, points: [[0, 0], [Math.floor(random() * 300), 40]],
  });
  client.scene.change(shape.id, {
    boundElements: [...boundTo(shape).filter(({ id }) => id !== arrow.id), { id: arrow.id, type: 'arrow' }],
  });
  if (left) {
    client.scene.change(left.id, { boundElements: boundTo(left).filter(({ id }) => id !== arrow.id) });
  }
}

/** Writes into a shape or an arrow: a text that its container knows of. */
function label(client: Client, random: () => number, step: number): void {
  const containers = ofType(client, 'rectangle', 'arrow');
  if (containers.length === 0) {
    return;
  }
  const container = pick(containers, random);
  const id = `label-${client.id}-${step}`;
  client.scene.draw(id, { type: 'text', text: id, originalText: id, fontSize: 20, containerId: container.id });
  client.scene.change(container.id, { boundElements: [...boundTo(container), { id, type: 'text' }] });
}

/** Types into a text, which becomes wider, and its container with it. */
function editWords(client: Client, random: () => number, step: number): void {
  const texts = ofType(client, 'text');
  if (texts.length === 0) {
    return;
  }
  const text = pick(texts, random);
  const words = `${String(text['text'])} ${step}`;
  client.scene.change(text.id, { text: words, originalText: words, width: words.length * 8 });
  const container = client.scene.get(String(text['containerId']));
  if (container && !container.isDeleted) {
    client.scene.change(container.id, { width: words.length * 8 + 10 });
  }
}

/** Deletes an element with the texts in it, and lets go of the arrows at it; or brings it back alone, as undo may. */
function remove({ scene }: Client, id: string, isDeleted: boolean): void {
  scene.change(id, { isDeleted });
  for (const other of isDeleted ? [...scene.elements()] : []) {
    if (other['containerId'] === id) {
      scene.change(other.id, { isDeleted });
    }
    for (const end of ['startBinding', 'endBinding']) {
      if ((other[end] as { readonly elementId?: string } | null | undefined)?.elementId === id) {
        scene.change(other.id, { [end]: null });
      }
    }
  }
}

/** Arrows that hold on to nothing, and texts in nothing. */
function danglingLinks(scene: TestScene): readonly string[] {
  const there = new Set(scene.elements().filter(({ isDeleted }) => !isDeleted).map(({ id }) => id));
  return scene.elements().flatMap((element) => [
    ...boundTo(element).map(({ id }) => id),
    ...['startBinding', 'endBinding'].map((end) => (element[end] as { readonly elementId?: string } | null | undefined)?.elementId),
    element['containerId'] as string | null | undefined,
  ]).filter((id): id is string => typeof id === 'string' && !there.has(id));
}

function send(clients: readonly Client[]): void {
  for (const from of clients) {
    const updates = from.outbox.splice(0);
    clients.filter((to) => to !== from).forEach((to) => to.inbox.push(...updates));
  }
}

function deliverSome(clients: readonly Client[], random: () => number): void {
  send(clients);
  const to = pick(clients, random);
  for (let count = Math.floor(random() * 4); count > 0 && to.inbox.length > 0; count--) {
    const at = Math.floor(random() * to.inbox.length);
    if (random() < 0.1) {
      to.inbox.push(to.inbox[at] as Uint8Array);
    }
    to.receive(at);
  }
}

/** Delivers until nobody has anything to say. Mending the order may take rounds, but they must end. */
function settle(clients: readonly Client[]): void {
  for (let round = 0; round < 30; round++) {
    vi.runAllTimers();
    send(clients);
    if (clients.every((client) => client.inbox.length === 0)) {
      return;
    }
    for (const client of clients) {
      while (client.inbox.length > 0) {
        client.receive(0);
      }
    }
  }
  throw new Error('the boards never come to rest');
}

function expectSceneIsDocument({ doc, scene }: Client): void {
  const shared = doc.getMap<Y.Map<unknown>>('elements').toJSON();
  for (const id of Object.keys(shared)) {
    const element = scene.get(id) as BoardElement;
    expect(toRecord({ ...element, index: shared[id].index })).toEqual(shared[id]);
  }
}

function reload({ doc }: Client): TestScene {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const scene = new TestScene();
  new BoardBinding(copy, scene);
  return scene;
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** mulberry32: small, and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
