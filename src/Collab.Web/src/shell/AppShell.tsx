import { useEffect, useRef, useSyncExternalStore } from 'react';
import { navigate, usePathname } from '../app/navigation';
import { chooseTheme, themeSettings } from '../app/theme';
import { updates } from '../app/updates';
import { useCommands } from '../commands/useCommands';
import { editorKinds } from '../documents/kinds';
import { newWords } from '../home/NewCards';
import { makeAndOpen } from '../home/making';
import { languages, useLanguageSetting, useT, type Language } from '../i18n';
import { useSignOutCommand } from '../signin/useSignOutCommand';
import { loadable } from '../ui/loadable';
import { showToast } from '../ui/notices';
import { closeOverlay, openOverlay, useOverlay } from './overlays';
import { themeWords } from './themeWords';
import './appShell.css';

const CommandPalette = loadable(async () => (await import('./CommandPalette')).CommandPalette);
const SettingsDialog = loadable(async () => (await import('./SettingsDialog')).SettingsDialog);
const ShortcutSheet = loadable(async () => (await import('./ShortcutSheet')).ShortcutSheet);

/** What is there on every page: the way past the bars, commands of the app, and what opens over the page. */
export function AppShell() {
  useAppCommands();
  useSignOutCommand();
  useFocusOnArrival();
  useUpdateNotice();
  return <Overlays />;
}

/** The first stop of the keyboard on every page; to stand before it. */
export function SkipLink() {
  const t = useT();
  return <a className="skip-link" href="#main" onClick={(event) => { event.preventDefault(); focusMain(); }}>{t('shell.skip')}</a>;
}

function Overlays() {
  switch (useOverlay()) {
    case 'palette':
      return <CommandPalette onClose={closeOverlay} />;
    case 'shortcuts':
      return <ShortcutSheet onClose={closeOverlay} />;
    case 'settings':
      return <SettingsDialog onClose={closeOverlay} />;
    case null:
      return null;
  }
}

function useAppCommands(): void {
  const t = useT();
  const [, chooseLanguage] = useLanguageSetting();
  useCommands(() => [
    ...editorKinds.map((kind) => ({
      id: `home.new-${kind}`, group: 'create' as const, title: t(newWords[kind].title), run: () => void makeAndOpen(kind, ''),
    })),
    { id: 'go.home', group: 'go', title: t('shell.goHome'), run: () => navigate('/') },
    { id: 'app.palette', group: 'app', title: t('shell.palette'), shortcut: 'Mod+K', run: () => openOverlay('palette') },
    { id: 'app.shortcuts', group: 'app', title: t('shell.shortcuts'), shortcut: '?', run: () => openOverlay('shortcuts') },
    { id: 'app.settings', group: 'app', title: t('shell.settings'), shortcut: 'Mod+,', run: () => openOverlay('settings') },
    ...themeSettings.map((theme) => ({
      id: `app.theme-${theme}`, group: 'app' as const, title: t('shell.useTheme', { theme: t(themeWords[theme]) }),
      keywords: 'theme dark light mode', run: () => chooseTheme(theme),
    })),
    ...(Object.keys(languages) as Language[]).map((language) => ({
      id: `app.language-${language}`, group: 'app' as const, title: t('shell.useLanguage', { language: languages[language].name }),
      keywords: 'language', run: () => chooseLanguage(language),
    })),
  ], [t]);
}

/** Going to another page takes away what had the focus: it goes to the new page's content then, unless an editor takes it. */
function useFocusOnArrival(): void {
  const path = usePathname();
  const first = useRef(path);
  useEffect(() => {
    if (first.current !== path) {
      first.current = '';
      if (document.activeElement === null || document.activeElement === document.body) {
        focusMain();
      }
    }
  }, [path]);
}

function focusMain(): void {
  const main = document.querySelector('main');
  if (main) {
    main.tabIndex = -1;
    main.focus();
  }
}

/** Tells of a new version, once, and leaves it to the person when to take it. */
function useUpdateNotice(): void {
  const t = useT();
  const isReady = useSyncExternalStore(subscribeToUpdates, () => updates?.isReady ?? false);
  useEffect(() => {
    if (isReady) {
      return showToast(t('shell.newVersion'), { label: t('shell.reload'), run: () => updates?.reload() });
    }
    return undefined;
  }, [isReady, t]);
  useCommands(() => isReady
    ? [{ id: 'app.reload', group: 'app', title: t('shell.reloadCommand'), run: () => updates?.reload() }]
    : [], [isReady, t]);
}

const subscribeToUpdates = (changed: () => void): (() => void) => updates?.subscribe(changed) ?? (() => {});
