import { describe, expect, it } from 'vitest';
import { translate } from '../../i18n';
import { codeLanguage } from '../blocks/codeLanguages';
import { blockKinds, findKinds } from './blockKinds';

const found = (query: string) => findKinds(blockKinds, query, translate).map(({ id }) => id);

describe('kinds of blocks', () => {
  it('are all offered before anything is typed', () => {
    expect(found('')).toHaveLength(blockKinds.length);
  });

  it.each([
    ['head', ['heading1', 'heading2', 'heading3']],
    ['h2', ['heading2']],
    ['TODO', ['taskList']],
    ['tabl', ['table']],
    ['tasklist', ['taskList']],
    ['nonsense', []],
  ])('are found by %j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('whose name begins so come first', () => {
    expect(found('code')[0]).toBe('codeBlock');
    expect(found('t')[0]).toBe('paragraph');
  });
});

describe('a language of code', () => {
  it.each([['ts', 'typescript'], ['C#', 'csharp'], ['python', 'python'], ['klingon', null], ['constructor', null], [7, null], [null, null]])(
    '%j is %j', (name, id) => expect(codeLanguage(name)).toBe(id),
  );
});
