import { describe, expect, it } from 'vitest';
import type { BoardElement } from './elementRecord';
import { SceneLook } from './sceneLook';

const element = (id: string, version = 1): BoardElement => ({
  id, type: 'rectangle', version, versionNonce: 7, updated: 0, index: 'a1', isDeleted: false,
});

describe('a look at a scene', () => {
  it('finds everything at first and nothing after', () => {
    const look = new SceneLook();
    const shown = [element('a'), element('b')];

    expect(look.look(shown)).toEqual({ changed: shown, isSameList: false });
    expect(look.look(shown)).toEqual({ changed: [], isSameList: true });
  });

  it('finds what was changed in place', () => {
    const look = new SceneLook();
    const shown = [element('a'), element('b')];
    look.look(shown);

    Object.assign(shown[1] as BoardElement, { version: 2 });

    expect(look.look(shown)).toEqual({ changed: [shown[1]], isSameList: true });
  });

  it('finds another element with the same version', () => {
    const look = new SceneLook();
    look.look([element('a'), element('b')]);

    const other = [element('a'), element('c')];

    expect(look.look(other)).toEqual({ changed: other, isSameList: false });
  });

  it('sees what was put into or taken out of the very same list', () => {
    const look = new SceneLook();
    const shown = [element('a')];
    look.look(shown);

    shown.push(element('b'));
    const afterPush = look.look(shown);
    shown.pop();

    expect(afterPush).toEqual({ changed: [element('b')], isSameList: false });
    expect(look.look(shown)).toEqual({ changed: [], isSameList: false });
  });
});
