import { useSyncExternalStore } from 'react';
import { StoredSetting } from '../app/storedSetting';
import { en } from './en';
import { isLanguage, languages, resolveLanguage, type Language, type LanguageSetting } from './language';
import { format, type Area, type KeyOf, type Message, type Parameters, type Translated } from './message';

export { languages, type Language, type LanguageSetting } from './language';
export type { TranslatedArea } from './message';

/** "area.name" of a message of the app. */
export type MessageKey = KeyOf<typeof en>;
export type Messages = Translated<typeof en>;
export type Translate = (key: MessageKey, parameters?: Parameters) => string;

// English is always there: it is what the app falls back to. The others come when they are asked for.
const loaders: Record<Language, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
};

const setting = new StoredSetting<LanguageSetting>(
  'collab.language', (value): value is LanguageSetting => value === 'system' || isLanguage(value), 'system',
);

type Current = { readonly language: Language; readonly translate: Translate };

const listeners = new Set<() => void>();
let current = makeCurrent('en', en);

/** Loads the language of the person at this browser, and follows what they choose later. The app renders after this. */
export async function startLanguage(): Promise<void> {
  setting.subscribe(() => void show());
  globalThis.addEventListener?.('languagechange', () => void show());
  await show();
}

/** A message in the language shown, for code outside of components. */
export const translate: Translate = (key, parameters) => current.translate(key, parameters);

/** Gives the function that translates; the component renders anew when the language changes. */
export function useT(): Translate {
  return useSyncExternalStore(subscribe, () => current.translate);
}

/** The language shown. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => current.language);
}

export const currentLanguage = (): Language => current.language;

/** What the person chose, and how to choose. */
export function useLanguageSetting(): readonly [LanguageSetting, choose: (value: LanguageSetting) => void] {
  return [useSyncExternalStore(setting.subscribe, setting.get), (value) => setting.set(value)];
}

export const formatNumber = (value: number): string => new Intl.NumberFormat(current.language).format(value);

/** "7 Jun 2025" in the language shown; with `withTime` also the time of day. */
export const formatDate = (date: Date, withTime = false): string =>
  new Intl.DateTimeFormat(current.language, withTime ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' }).format(date);

const steps: readonly (readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [86_400, 'day'], [3_600, 'hour'], [60, 'minute'],
];

/** "3 minutes ago", or the date when it is a week or more. `now` and `then` may be off by the clocks of two machines. */
export function formatRelativeTime(then: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (seconds >= 7 * 86_400) {
    return formatDate(then);
  }
  const relative = new Intl.RelativeTimeFormat(current.language, { numeric: 'auto' });
  const step = steps.find(([size]) => seconds >= size);
  return step ? relative.format(-Math.floor(seconds / step[0]), step[1]) : relative.format(0, 'second');
}

async function show(): Promise<void> {
  const language = resolveLanguage(setting.get(), globalThis.navigator?.languages ?? []);
  try {
    current = makeCurrent(language, await loaders[language]());
  } catch {
    // The language is not on this device and the server is away: English is here.
    current = makeCurrent('en', en);
  }
  document.documentElement.lang = current.language;
  document.documentElement.dir = languages[current.language].direction;
  listeners.forEach((listener) => listener());
}

function makeCurrent(language: Language, messages: Messages): Current {
  const areas: Readonly<Record<string, Area>> = messages;
  return {
    language,
    translate: (key, parameters = {}) => {
      const [area, name] = key.split('.') as [string, string];
      const message: Message = areas[area]?.[name] ?? key;
      return format(message, parameters, language);
    },
  };
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
