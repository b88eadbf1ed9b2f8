import type { ThemeSetting } from '../app/theme';

/** What the choices of colours are called. */
export const themeWords = {
  system: 'shell.themeSystem', light: 'shell.themeLight', dark: 'shell.themeDark',
} as const satisfies Record<ThemeSetting, string>;
