import { useEffect, useSyncExternalStore, type DependencyList } from 'react';
import type { Command } from './command';
import { registerCommands, registry } from './registry';
import { isMac, isPlain, matches } from './shortcut';

/** Has commands there while the component is; `make` is called anew when what they depend on changes. */
export function useCommands(make: () => readonly Command[], dependencies: DependencyList): void {
  useEffect(() => registerCommands(make()), dependencies);
}

/** All commands that are there now. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(registry.subscribe, registry.commands);
}

/** Runs commands by their keys, wherever the focus is; a mere character only where nobody types. Once, for the app. */
export function useShortcuts(): void {
  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) {
        return;
      }
      const called = registry.commands().find(({ shortcut, isEnabled }) =>
        shortcut !== undefined && matches(shortcut, event, mac) && !(isPlain(shortcut) && isTyping(event)) && (isEnabled?.() ?? true));
      if (called) {
        event.preventDefault();
        // An editor that listens to the whole page must not take it too.
        event.stopPropagation();
        called.run();
      }
    };
    // Before the editors, which stop what they handle.
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, []);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement
    && (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
      || target instanceof HTMLSelectElement);
}
