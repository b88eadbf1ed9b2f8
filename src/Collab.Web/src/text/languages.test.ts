import { describe, expect, it } from 'vitest';
import { commonLanguages, findLanguage, listMoreLanguages, markdownId, parseLanguageId } from './languages';

describe('the language of a text', () => {
  it.each<unknown>([undefined, null, 7, {}, '', 'x'.repeat(41)])('is Markdown if the document says %o', (value) => {
    expect(parseLanguageId(value)).toBe(markdownId);
  });

  it('is what the document says, also if this app does not know it', async () => {
    expect(parseLanguageId('python')).toBe('python');

    const unknown = await findLanguage('constructor');

    expect(unknown).toMatchObject({ id: 'constructor', name: 'constructor' });
    await expect(unknown.load()).resolves.toEqual([]);
  });

  it.each(commonLanguages.map(({ id }) => id))('can be loaded: %s', async (id) => {
    const language = await findLanguage(id);

    await expect(language.load()).resolves.toBeDefined();
  });

  it('is one of many more, each once', async () => {
    const more = await listMoreLanguages();
    const ids = [...commonLanguages, ...more].map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('rust');
    await expect((await findLanguage('go')).load()).resolves.toBeDefined();
  });
});
