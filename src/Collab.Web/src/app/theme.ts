import { useSyncExternalStore } from 'react';
import { StoredSetting } from './storedSetting';

/** What a person chose: colours, or the system's. */
export type ThemeSetting = 'light' | 'dark' | 'system';
export type Theme = 'light' | 'dark';

export const themeSettings: readonly ThemeSetting[] = ['system', 'light', 'dark'];

const setting = new StoredSetting<ThemeSetting>(
  'collab.theme', (value): value is ThemeSetting => themeSettings.some((theme) => theme === value), 'system',
);
const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** Has the page's colours follow the choice. Our styles use light-dark() and need no more than this. */
export function startTheme(): void {
  const apply = () => {
    document.documentElement.style.colorScheme = setting.get() === 'system' ? 'light dark' : setting.get();
    document.documentElement.dataset['theme'] = resolve();
  };
  subscribe(apply);
  apply();
}

/** The colours shown now, for editors that have to be told. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, resolve);
}

/** What the person chose, and how to choose. */
export function useThemeSetting(): readonly [ThemeSetting, choose: (value: ThemeSetting) => void] {
  return [useSyncExternalStore(setting.subscribe, setting.get), chooseTheme];
}

export const chooseTheme = (value: ThemeSetting): void => setting.set(value);

function resolve(): Theme {
  const chosen = setting.get();
  return chosen === 'system' ? (systemDark.matches ? 'dark' : 'light') : chosen;
}

function subscribe(changed: () => void): () => void {
  systemDark.addEventListener('change', changed);
  const stop = setting.subscribe(changed);
  return () => {
    systemDark.removeEventListener('change', changed);
    stop();
  };
}
