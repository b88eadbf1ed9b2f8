import type { Language } from '../../i18n';
import { en } from './en';

/** What the templates say, in one language. */
export type TemplateWords = typeof en;

const loaders: Record<Language, () => Promise<TemplateWords>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
};

/** English where the language is not on this device. */
export const loadWords = (language: Language): Promise<TemplateWords> => loaders[language]().catch(() => en);
