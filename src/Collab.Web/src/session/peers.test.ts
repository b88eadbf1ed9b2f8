import { describe, expect, it } from 'vitest';
import { palette } from '../identity/palette';
import { awarenessUser, listPeers } from './peers';

const guest = (id: string, name = id) => ({ user: awarenessUser({ id, name, color: palette[3]?.hex ?? '' }) });

describe('peers', () => {
  it('are the others', () => {
    const states = new Map([[1, guest('me')], [2, guest('ada', 'Ada')]]);

    expect(listPeers(states, 1, 'me')).toEqual([{ id: 'ada', name: 'Ada', color: palette[3]?.hex }]);
  });

  it('are people, not tabs', () => {
    const states = new Map([[1, guest('me')], [2, guest('ada')], [3, guest('ada')], [4, guest('me')]]);

    expect(listPeers(states, 1, 'me').map((peer) => peer.id)).toEqual(['ada']);
  });

  it('may be clients that say little, or nonsense', () => {
    const states = new Map<number, unknown>([[5, {}], [6, { user: { name: 7, color: 'url(x)' } }], [7, null]]);

    const peers = listPeers(states, 1, 'me');

    expect(peers.map((peer) => peer.name)).toEqual(['Guest', 'Guest', 'Guest']);
    expect(peers.every((peer) => palette.some((color) => color.hex === peer.color))).toBe(true);
  });
});
