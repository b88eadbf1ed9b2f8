import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from './boardBinding';
import { TestScene } from './testScene';

describe('board binding', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('shows on one board what is drawn on the other', () => {
    const [a, b] = twoBoards();

    a.scene.draw('one', { strokeColor: 'red' });
    settle();

    expect(b.scene.content()).toEqual(a.scene.content());
    expect(b.scene.get('one')?.['strokeColor']).toBe('red');
  });

  it('keeps both of two changes to different properties of one element', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one');
    settle();

    a.scene.change('one', { x: 50 });
    b.scene.change('one', { strokeColor: 'blue' });
    settle();

    expect(a.scene.get('one')).toMatchObject({ x: 50, strokeColor: 'blue' });
    expect(b.scene.content()).toEqual(a.scene.content());
  });

  it('never mixes the geometry of two', () => {
    const [a, b] = twoBoards();
    a.scene.draw('line', { type: 'line', points: [[0, 0], [10, 10]] });
    settle();

    a.scene.change('line', { x: 1, width: 100, points: [[0, 0], [100, 10]] });
    b.scene.change('line', { x: 2, width: 200, points: [[0, 0], [200, 10]] });
    settle();

    const line = a.scene.get('line');
    expect([100, 200]).toContain(line?.['width']);
    expect(line?.['points']).toEqual([[0, 0], [line?.['width'], 10]]);
    expect(b.scene.content()).toEqual(a.scene.content());
  });

  it('keeps what is typed into a text that somebody else moves', () => {
    const [a, b] = twoBoards();
    a.scene.draw('t', { type: 'text', text: 'hi', originalText: 'hi', fontSize: 20 });
    settle();

    a.scene.change('t', { text: 'hi there', originalText: 'hi there', width: 80 });
    b.scene.change('t', { x: 300, y: 200 });
    settle();

    expect(a.scene.get('t')).toMatchObject({ text: 'hi there', width: 80, x: 300, y: 200 });
    expect(b.scene.content()).toEqual(a.scene.content());
  });

  it('shows what was stored before the scene was there, and keeps it', () => {
    const [a] = twoBoards();
    a.scene.draw('one');
    settle();

    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(a.doc));
    const scene = new TestScene();
    new BoardBinding(doc, scene);

    expect(scene.content()).toEqual(a.scene.content());
  });

  it('brings back what the scene dropped without deleting it', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one');
    a.scene.draw('two');
    settle();

    a.scene.drop('one', 'two');
    settle();

    expect(a.scene.content()).toHaveLength(2);
    expect(b.scene.content()).toHaveLength(2);
  });

  it('gives up a drawing that was let go of before it had a size', () => {
    const [a, b] = twoBoards();
    a.scene.busy.add('tiny');
    a.scene.draw('tiny');
    settle();
    const seenWhileDrawn = b.scene.get('tiny')?.isDeleted;

    a.scene.busy.delete('tiny');
    a.scene.drop('tiny');
    settle();

    expect(seenWhileDrawn).toBe(false);
    expect(a.scene.get('tiny')?.isDeleted).toBe(true);
    expect(b.scene.get('tiny')?.isDeleted).toBe(true);
  });

  it('deletes, and undoes a deletion, on both', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one');
    settle();

    b.scene.change('one', { isDeleted: true });
    settle();
    const deleted = a.scene.get('one')?.isDeleted;
    b.scene.change('one', { isDeleted: false });
    settle();

    expect(deleted).toBe(true);
    expect(a.scene.get('one')?.isDeleted).toBe(false);
  });

  it('writes nothing of an element that was deleted before anybody else saw it', () => {
    const [a] = twoBoards();

    a.scene.draw('one', { isDeleted: true });
    a.scene.draw('two', { width: 0, height: 0 });
    settle();

    expect([...a.doc.getMap('elements').keys()]).toEqual([]);
  });

  it('keeps properties that it does not know', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one', { sparkle: { level: 3 } });
    settle();

    b.scene.change('one', { x: 9 });
    settle();

    expect(a.scene.get('one')).toMatchObject({ sparkle: { level: 3 }, x: 9 });
    expect(b.scene.get('one')?.['sparkle']).toEqual({ level: 3 });
  });

  it('takes a property away where it was taken away', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one', { customData: { tag: 1 } });
    settle();

    a.scene.change('one', { customData: undefined });
    settle();

    expect(b.scene.get('one')).not.toHaveProperty('customData');
  });

  it('does not show what cannot be drawn, and keeps it', () => {
    const [a] = twoBoards();
    const elements = a.doc.getMap<unknown>('elements');

    elements.set('future', new Y.Map(Object.entries({ type: 'hologram', geometry: { x: 0 } })));
    elements.set('broken', new Y.Map(Object.entries({ type: 'line', geometry: { x: 0, points: 'none' } })));
    elements.set('no map', 7);
    settle();
    a.scene.draw('one');
    settle();

    expect(a.scene.content().map((element) => element['id'])).toEqual(['one']);
    expect([...elements.keys()].sort()).toEqual(['broken', 'future', 'no map', 'one']);
  });

  it('exchanges an element in hand only when it is let go of', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one');
    settle();
    const held = a.scene.get('one');

    a.scene.busy.add('one');
    a.scene.change('one', { x: 5 });
    b.scene.change('one', { strokeColor: 'green' });
    settle();
    const whileHeld = a.scene.get('one');
    a.scene.change('one', { x: 6 });
    a.scene.busy.delete('one');
    a.scene.notify();
    settle();

    expect(whileHeld).toBe(held);
    expect(a.scene.get('one')).toMatchObject({ x: 6, strokeColor: 'green' });
    expect(b.scene.content()).toEqual(a.scene.content());
  });

  it('gathers the moves of a drag into few writes', () => {
    const [a] = twoBoards();
    a.scene.draw('one');
    settle();
    let updates = 0;
    a.doc.on('update', () => updates++);

    for (let step = 0; step < 100; step++) {
      a.scene.change('one', { x: step });
      vi.advanceTimersByTime(5);
    }
    settle();

    expect(updates).toBeLessThanOrEqual(12);
    expect(a.doc.getMap<Y.Map<{ x: number }>>('elements').get('one')?.get('geometry')).toMatchObject({ x: 99 });
  });

  it('writes many elements that are moved together when they are let go of', () => {
    const [a, b] = twoBoards();
    const ids = Array.from({ length: 400 }, (_, at) => `e${at}`);
    ids.forEach((id) => a.scene.draw(id));
    settle();
    let updates = 0;
    a.doc.on('update', () => updates++);

    ids.forEach((id) => a.scene.busy.add(id));
    for (let step = 1; step <= 3; step++) {
      ids.forEach((id) => a.scene.change(id, { x: step }));
      settle();
    }
    const whileHeld = updates;
    a.scene.busy.clear();
    a.scene.notify();
    settle();

    expect([whileHeld, updates]).toEqual([0, 1]);
    expect(b.scene.content()).toEqual(a.scene.content());
    expect(b.scene.get('e7')?.['x']).toBe(3);
  });

  it('writes only the property that changed', () => {
    const [a] = twoBoards();
    a.scene.draw('one');
    settle();
    const keys: string[] = [];
    a.doc.getMap('elements').observeDeep((events) => {
      events.forEach((event) => keys.push(...event.changes.keys.keys()));
    });

    a.scene.change('one', { strokeColor: 'red' });
    settle();

    expect(keys).toEqual(['strokeColor']);
  });

  it('drops what was removed from the document itself', () => {
    const [a, b] = twoBoards();
    a.scene.draw('one');
    settle();

    b.doc.getMap('elements').delete('one');
    settle();

    expect(a.scene.content()).toEqual([]);
    expect(b.scene.content()).toEqual([]);
  });

  it('writes nothing for who may only read, and shows what others draw', () => {
    const [a] = twoBoards();
    const doc = new Y.Doc();
    const scene = new TestScene();
    new BoardBinding(doc, scene, () => false);
    let updates = 0;
    doc.on('update', (_update: Uint8Array, origin: unknown) => { updates += origin === 'network' ? 0 : 1; });

    a.scene.draw('one');
    settle();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(a.doc), 'network');
    scene.draw('mine');
    scene.change('one', { x: 77 });
    settle();

    expect(scene.get('one')).toBeDefined();
    expect(updates).toBe(0);
  });

  it('writes what is left when it is let go of', () => {
    const [a, b] = twoBoards();

    a.scene.draw('one');
    a.binding.destroy();

    expect(b.scene.get('one')).toBeDefined();
  });
});

type Board = { readonly doc: Y.Doc; readonly scene: TestScene; readonly binding: BoardBinding };

/** Two boards on one document; what one writes is at the other at once. */
function twoBoards(): readonly [Board, Board] {
  const [a, b] = [board(), board()];
  a.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== b && Y.applyUpdate(b.doc, update, a));
  b.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== a && Y.applyUpdate(a.doc, update, b));
  return [a, b];
}

function board(): Board {
  const doc = new Y.Doc();
  const scene = new TestScene();
  return { doc, scene, binding: new BoardBinding(doc, scene) };
}

function settle(): void {
  vi.runAllTimers();
}
