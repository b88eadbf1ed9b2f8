import { describe, expect, it } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { awarenessUser } from '../session/peers';
import { Following, type FollowingView } from './following';
import type { Viewport } from './presence';

const color = '#356ede';

describe('following', () => {
  it('shows what the other sees, and tells them', () => {
    const [ada, ben] = people('ada', 'ben');
    ben.look([0, 0, 100, 100]);

    ada.following.follow('ben');
    ben.look([50, 50, 150, 150]);

    expect(ada.shown).toEqual([[0, 0, 100, 100], [50, 50, 150, 150]]);
    expect(ada.following.state().following).toMatchObject({ id: 'ben', name: 'ben' });
    expect(ben.following.state().followers).toMatchObject([{ id: 'ada' }]);
  });

  it('ends with the own pan, and says so', () => {
    const [ada, ben] = people('ada', 'ben');
    ben.look([0, 0, 100, 100]);
    ada.following.follow('ben');

    ada.pan();
    ben.look([50, 50, 150, 150]);

    expect(ada.shown).toHaveLength(1);
    expect(ada.following.state().following).toBeNull();
    expect(ben.following.state().followers).toEqual([]);
  });

  it('ends when the other leaves', () => {
    const [ada, ben] = people('ada', 'ben');
    ben.look([0, 0, 100, 100]);
    ada.following.follow('ben');

    removeAwarenessStates(ada.awareness, [ben.awareness.clientID], 'gone');

    expect(ada.following.state().following).toBeNull();
    expect(ada.marked).toEqual([ben.awareness.clientID, null]);
  });

  it('goes on to whom the other follows', () => {
    const [ada, ben, cleo] = people('ada', 'ben', 'cleo');
    ben.look([0, 0, 100, 100]);
    cleo.look([7, 7, 70, 70]);
    ben.following.follow('cleo');

    ada.following.follow('ben');

    expect(ada.shown).toEqual([[7, 7, 70, 70]]);
  });

  it('of each other moves nobody', () => {
    const [ada, ben] = people('ada', 'ben');
    ada.look([0, 0, 100, 100]);
    ben.look([5, 5, 50, 50]);
    ada.following.follow('ben');

    ben.following.follow('ada');

    expect(ben.shown).toEqual([]);
  });

  it('is not of a view that nobody could have, nor of somebody who is not here', () => {
    const [ada, ben] = people('ada', 'ben');
    ben.look([0, 0, 1e300, 1e300]);

    ada.following.follow('ben');
    ada.following.follow('nobody');

    expect(ada.following.state().following).toBeNull();
  });
});

type Person = {
  readonly awareness: Awareness;
  readonly following: Following;
  readonly shown: Viewport[];
  readonly marked: (number | null)[];
  look(viewport: Viewport): void;
  pan(): void;
};

/** People on one board; what one tells is with the others at once. */
function people<Names extends readonly string[]>(...names: Names): { [index in keyof Names]: Person } {
  const all = names.map(person);
  for (const { awareness } of all) {
    awareness.on('change', (_change: unknown, origin: unknown) => {
      const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
      all.filter((other) => origin === 'local' && other.awareness !== awareness)
        .forEach((other) => applyAwarenessUpdate(other.awareness, update, 'network'));
    });
    awareness.setLocalState(awareness.getLocalState());
  }
  return all as { [index in keyof Names]: Person };
}

function person(name: string): Person {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ user: awarenessUser({ id: name, name, color }), board: {} });
  const tell = (part: object) => awareness.setLocalStateField('board', { ...awareness.getLocalState()?.['board'], ...part });
  const shown: Viewport[] = [];
  const marked: (number | null)[] = [];
  let ended = () => {};
  const view: FollowingView = {
    show: (viewport) => shown.push(viewport),
    mark: (clientId) => marked.push(clientId),
    onUnfollow: (listener) => {
      ended = listener;
      return () => {};
    },
    tell: (following) => tell({ following }),
  };
  return {
    awareness, shown, marked,
    following: new Following(awareness, view),
    look: (viewport) => tell({ viewport }),
    pan: () => ended(),
  };
}
