import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { maxNameLength } from '../identity/guest';
import { palette, selectionColor } from '../identity/palette';
import { CheckedAwareness } from './checkedAwareness';
import { awarenessUser } from './peers';

const color = palette[2]?.hex ?? '';
const ada = awarenessUser({ id: 'ada', name: 'Ada', color });

describe('what editors read of other clients', () => {
  let doc: Y.Doc;
  let awareness: Awareness;
  let checked: CheckedAwareness;

  beforeEach(() => {
    doc = new Y.Doc();
    awareness = new Awareness(doc);
    checked = new CheckedAwareness(awareness, 'content');
    doc.getText('content').insert(0, 'hello');
  });
  afterEach(() => { awareness.destroy(); });

  const read = (state: unknown) => {
    awareness.getStates().set(7, state as Record<string, unknown>);
    return checked.getStates().get(7);
  };

  it.each([0, 2, 5])('is where their caret is: %i', (index) => {
    const position = Y.createRelativePositionFromTypeIndex(doc.getText('content'), index);
    const told: unknown = JSON.parse(JSON.stringify(position));

    const cursor = read({ user: ada, cursor: { anchor: told, head: Y.relativePositionToJSON(position) } })?.cursor;

    for (const end of [cursor?.anchor, cursor?.head]) {
      expect(Y.createAbsolutePositionFromRelativePosition(end as Y.RelativePosition, doc)?.index).toBe(index);
    }
  });

  it('is who they are', () => {
    expect(read({ user: ada, cursor: null })).toEqual({ user: ada });
  });

  it.each<unknown>([
    'nowhere', 7, null, [], {}, { tname: {} }, { tname: 'meta' }, { item: 'x', tname: 'content' }, { item: {} },
    { item: { client: '1', clock: 0 } }, { item: { client: 1, clock: -1 } }, { item: { client: 1, clock: 0.5 } },
    { type: { client: 1 } }, { type: 9, tname: {}, item: 'x', assoc: 'y' }, { tname: 'content', assoc: 'y' },
  ])('is no caret at %j', (position) => {
    const end = { tname: 'content' };

    expect(read({ user: ada, cursor: { anchor: position, head: end } })).toEqual({ user: ada });
    expect(read({ user: ada, cursor: { anchor: end, head: position } })).toEqual({ user: ada });
  });

  it('is no colour but the palette\'s, and no endless name', () => {
    const style = 'red; background: url(https://elsewhere.example/color)';

    const user = read({ user: { id: 7, name: 'x'.repeat(1000), color: style, colorLight: style } })?.user;

    expect(palette.map(({ hex }) => hex)).toContain(user?.color);
    expect(user?.colorLight).toBe(selectionColor(user?.color ?? ''));
    expect(user?.name).toHaveLength(maxNameLength);
  });

  it.each<unknown>([null, 'nobody', [], { user: 'Ada' }])('is a guest who says %j', (state) => {
    expect(read(state)?.user.name).toBe('Guest');
  });

  it('tells the others what the editor tells', () => {
    let changes = 0;
    const count = () => { changes++; };
    checked.on('change', count);

    checked.setLocalStateField('user', ada);
    checked.off('change', count);
    checked.setLocalStateField('user', null);

    expect(changes).toBe(1);
    expect(awareness.getLocalState()).toEqual({ user: null });
    expect(checked.doc).toBe(doc);
  });
});
