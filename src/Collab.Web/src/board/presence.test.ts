import { describe, expect, it } from 'vitest';
import { maxNameLength } from '../identity/guest';
import { palette } from '../identity/palette';
import { awarenessUser } from '../session/peers';
import { cursorHue, cursorId, toCollaborators } from './presence';

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
});
