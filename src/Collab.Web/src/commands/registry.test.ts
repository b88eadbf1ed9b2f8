import { describe, expect, it, vi } from 'vitest';
import type { Command } from './command';
import { registerCommands, registry } from './registry';

const command = (id: string, title = id): Command => ({ id, title, group: 'app', run: () => {} });
const titles = () => registry.commands().map(({ title }) => title);

describe('commands', () => {
  it('are there until they are taken back', () => {
    const changed = vi.fn();
    const stop = registry.subscribe(changed);
    const takeBack = registerCommands([command('a'), command('b')]);
    expect(titles()).toEqual(['a', 'b']);

    takeBack();
    stop();
    expect(titles()).toEqual([]);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('stand for older ones with the same id', () => {
    const takeBackOld = registerCommands([command('a', 'old')]);
    const takeBackNew = registerCommands([command('a', 'new')]);
    expect(titles()).toEqual(['new']);

    takeBackNew();
    expect(titles()).toEqual(['old']);
    takeBackOld();
  });
});
