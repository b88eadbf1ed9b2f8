import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from './boardBinding';
import { TestScene } from './testScene';

const rectangle = { type: 'rectangle', geometry: { x: 1, y: 2, width: 3, height: 4, angle: 0 }, isDeleted: false };

/** What somebody with a client of their own may write: each costs the element that it is in, and nothing else. */
const broken: readonly (readonly [what: string, properties: () => Record<string, unknown>])[] = [
  ['links to others in a word', () => ({ boundElements: 'none' })],
  ['links to others that are none', () => ({ boundElements: [1, null] })],
  ['no background', () => ({ backgroundColor: null })],
  ['a line without points', () => ({ type: 'line', geometry: { ...rectangle.geometry, points: [] } })],
  ['a stroke without pressures', () => ({ type: 'freedraw', geometry: { ...rectangle.geometry, points: [[0, 0], [1, 1]] } })],
  ['what the surface trips over', () => ({ poison: true })],
  ['a shared type as a property', () => ({ strokeColor: new Y.Text('red') })],
];

describe('a board with a broken element', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it.each(broken)('shows the others at once: %s', (_what, properties) => {
    const doc = new Y.Doc();
    const scene = open(doc);

    doc.transact(() => {
      write(doc, 'broken', properties());
      write(doc, 'good', {});
    });
    vi.runAllTimers();

    expect(ids(scene)).toEqual(['good']);
    expect(doc.getMap('elements').toJSON()['broken']).toEqual(plain(properties()));
  });

  it.each(broken)('shows the others to who comes later: %s', (_what, properties) => {
    const doc = new Y.Doc();
    write(doc, 'broken', properties());
    write(doc, 'good', {});

    const scene = open(doc);
    scene.draw('mine');
    vi.runAllTimers();

    expect(ids(scene)).toEqual(['good', 'mine']);
    expect(doc.getMap('elements').toJSON()['broken']).toEqual(plain(properties()));
  });

  it('shows it no longer once it was broken, and again once it was mended', () => {
    const doc = new Y.Doc();
    const scene = open(doc);
    write(doc, 'one', {});
    const map = doc.getMap<Y.Map<unknown>>('elements').get('one');

    map?.set('backgroundColor', null);
    vi.runAllTimers();
    const whileBroken = ids(scene);
    map?.set('backgroundColor', 'red');
    vi.runAllTimers();

    expect(whileBroken).toEqual([]);
    expect(ids(scene)).toEqual(['one']);
  });

  it('shows all where the surface cannot mend what is between them', () => {
    const doc = new Y.Doc();
    write(doc, 'one', { tangled: true });
    write(doc, 'two', { tangled: true });

    expect(ids(open(doc))).toEqual(['one', 'two']);
  });

  it('lets go of a drawing in whose place somebody put a word', () => {
    const doc = new Y.Doc();
    const scene = open(doc);
    scene.busy.add('mine');
    scene.draw('mine');
    vi.runAllTimers();

    doc.getMap<unknown>('elements').set('mine', 'a word');
    scene.busy.delete('mine');
    scene.drop('mine');
    scene.draw('next');
    vi.runAllTimers();

    expect(ids(scene)).toEqual(['next']);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/elsewhere', 7, {}])('shows it without a link like %j', (link) => {
    const doc = new Y.Doc();
    write(doc, 'before', { link });
    const scene = open(doc);
    write(doc, 'after', { link });
    scene.change('before', { x: 5 });
    vi.runAllTimers();

    expect(scene.content().map((element) => element['link'])).toEqual([null, null]);
    expect(doc.getMap<Y.Map<unknown>>('elements').get('before')?.get('link')).toEqual(link);
  });

  it('keeps a link that only shows something', () => {
    const doc = new Y.Doc();
    write(doc, 'one', { link: 'https://example.org/' });

    expect(open(doc).get('one')?.['link']).toBe('https://example.org/');
  });

  it('gives an element a new place whose place is none', () => {
    const doc = new Y.Doc();
    write(doc, 'one', { index: '!' });
    write(doc, 'two', { index: '!' });

    const scene = open(doc);

    expect(scene.elements().map((element) => element.index)).not.toContain('!');
    expect(ids(scene)).toEqual(['one', 'two']);
  });
});

function open(doc: Y.Doc): TestScene {
  const scene = new TestScene();
  new BoardBinding(doc, scene);
  return scene;
}

function write(doc: Y.Doc, id: string, properties: Record<string, unknown>): void {
  doc.getMap('elements').set(id, new Y.Map(Object.entries({ ...rectangle, ...properties })));
}

/** As the document tells it: with shared types as what they hold. */
const plain = (properties: Record<string, unknown>) =>
  new Y.Doc().getMap<Y.Map<unknown>>('m').set('m', new Y.Map(Object.entries({ ...rectangle, ...properties }))).toJSON();

const ids = (scene: TestScene) => scene.content().map((element) => element['id']);
