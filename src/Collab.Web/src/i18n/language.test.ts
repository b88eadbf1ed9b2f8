import { describe, expect, it } from 'vitest';
import { resolveLanguage } from './language';

describe('the language', () => {
  it('is the chosen one whatever the browser prefers', () => {
    expect(resolveLanguage('de', ['ar'])).toBe('de');
  });

  it.each([
    [['de-AT', 'en'], 'de'], [['fr', 'ar-EG', 'en'], 'ar'], [['EN-us'], 'en'], [['fr'], 'en'], [[], 'en'], [['toString'], 'en'],
  ])('of a browser that prefers %j is %s', (preferred, expected) => {
    expect(resolveLanguage('system', preferred)).toBe(expected);
  });
});
