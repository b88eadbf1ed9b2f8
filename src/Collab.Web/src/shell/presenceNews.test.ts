import { describe, expect, it } from 'vitest';
import { presenceNews } from './presenceNews';

const ada = { id: 'a', name: 'Ada', color: '#dc2828' };
const ben = { id: 'b', name: 'Ben', color: '#bd531f' };

describe('news of who is there', () => {
  it('are those who came and those who left', () => {
    expect(presenceNews([ada], [ben])).toEqual({ came: [ben], left: [ada] });
  });

  it('are none when somebody only changed their name', () => {
    expect(presenceNews([ada], [{ ...ada, name: 'Ada L.' }])).toEqual({ came: [], left: [] });
  });
});
