import { describe, expect, it } from 'vitest';
import { byGroup, findBest, lastOpened } from './paletteModel';

const titles = (found: readonly { readonly title: string }[]) => found.map(({ title }) => title);

describe('the palette', () => {
  const all = ['Export as PNG', 'New board', 'Move to trash', 'Dashboard', 'Kärtchen für Épinal'].map((title) => ({ title }));

  it('shows the first when nothing is asked for', () => {
    expect(titles(findBest(all, '  ', 2))).toEqual(['Export as PNG', 'New board']);
  });

  it('puts what begins so before what merely holds it', () => {
    expect(titles(findBest(all, 'board', 9))).toEqual(['New board', 'Dashboard']);
    expect(titles(findBest(all, 'mo', 9))).toEqual(['Move to trash']);
  });

  it('finds only what has all words, in any order', () => {
    expect(titles(findBest(all, 'png export', 9))).toEqual(['Export as PNG']);
    expect(titles(findBest(all, 'png trash', 9))).toEqual([]);
  });

  it('does not mind case and accents', () => {
    expect(titles(findBest(all, 'EPINAL kartchen', 9))).toEqual(['Kärtchen für Épinal']);
  });

  it('finds by other words too, after those of titles', () => {
    const commands = [{ title: 'Colours: dark', keywords: 'theme night' }, { title: 'Theme park' }];

    expect(titles(findBest(commands, 'theme', 9))).toEqual(['Theme park', 'Colours: dark']);
  });

  it('keeps groups together', () => {
    const commands = [{ id: 1, group: 'app' }, { id: 2, group: 'view' }, { id: 3, group: 'app' }] as const;

    expect(byGroup(commands).map(({ id }) => id)).toEqual([2, 1, 3]);
  });
});

describe('what was opened last', () => {
  it('begins with where one was before, not with where one is', () => {
    const all = ['never', 'first', 'open', 'last'].map((name) => ({ entry: { name } }));
    const opened = new Map([['first', 1], ['last', 3], ['open', 4], ['elsewhere', 2]]);

    expect(lastOpened(all, opened, 'open', 5).map(({ entry }) => entry.name)).toEqual(['last', 'first']);
    expect(lastOpened(all, opened, null, 2).map(({ entry }) => entry.name)).toEqual(['open', 'last']);
  });
});
