import { describe, expect, it } from 'vitest';
import { maxNameLength } from '../identity/guest';
import { palette } from '../identity/palette';
import { awarenessUser } from '../session/peers';
import { cursorHue, cursorId, maxSelection, parseFollowing, parseViewport, toCollaborators } from './presence';

const color = palette[5]?.hex ?? '';
const user = awarenessUser({ id: 'ada', name: 'Ada', color });

describe('presence on a board', () => {
  it('is of the others, with pointer and selection', () => {
    const board = { pointer: { x: 1, y: 2, tool: 'laser' }, button: 'down', selection: ['one'] };

    const others = toCollaborators(new Map<number, unknown>([[1, { user }], [2, { user, board }]]), 1);

    expect([...others.keys()]).toEqual(['2']);
    expect(others.get('2')).toMatchObject({
      username: 'Ada', pointer: { x: 1, y: 2, tool: 'laser' }, button: 'down', selectedElementIds: { one: true },
    });
  });

  it('survives nonsense from other clients', () => {
    const states = new Map<number, unknown>([
      [2, null], [3, {}], [4, { board: { pointer: { x: 'far', y: 1 }, selection: 'all' } }], [5, { board: { selection: [7] } }],
    ]);

    const others = toCollaborators(states, 1);

    expect([...others.keys()]).toEqual(['3', '4', '5']);
    expect(others.get('4')).not.toHaveProperty('pointer');
    expect(others.get('5')?.selectedElementIds).toEqual({});
  });

  it('shows names no longer than others are, and colours of the palette', () => {
    const user = { name: 'x'.repeat(1000), color: 'red; background: url(https://elsewhere.example/)' };

    const other = toCollaborators(new Map<number, unknown>([[2, { user }]]), 1).get('2');

    expect(other?.username).toHaveLength(maxNameLength);
    expect(palette.map(({ hex }) => hex)).toContain(other?.color.background);
  });

  it.each(palette)('draws a cursor in the hue of the avatar: $name', ({ hue }) => {
    expect(cursorHue(cursorId(4_000_123_456, hue))).toBe(hue);
  });

  it('takes no more of a selection than is told', () => {
    const selection = Array.from({ length: 10_000 }, (_, at) => `element-${at}`);

    const other = toCollaborators(new Map<number, unknown>([[2, { board: { selection } }]]), 1).get('2');

    expect(Object.keys(other?.selectedElementIds ?? {})).toHaveLength(maxSelection);
  });

  it('has a view that others may follow', () => {
    expect(parseViewport({ board: { viewport: [-10, 0, 100.5, 90] } })).toEqual([-10, 0, 100.5, 90]);
    expect(parseFollowing({ board: { following: 7 } })).toBe(7);
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined], ['words', 'all'], ['three numbers', [0, 0, 1]], ['no numbers', ['0', '0', '9', '9']], ['NaN', [0, 0, NaN, 9]],
    ['no extent', [5, 5, 5, 5]], ['turned round', [100, 100, 0, 0]], ['too much', [0, 0, 1e9, 1e9]], ['too far away', [1e8, 0, 1e8 + 9, 9]],
  ])('has no view of %s', (_what, viewport) => {
    expect(parseViewport({ board: { viewport } })).toBeNull();
    expect(parseFollowing({ board: { following: viewport } })).toBeNull();
  });
});
