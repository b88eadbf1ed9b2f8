import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { KindIcon } from '../app/icons';
import { navigate } from '../app/navigation';
import { editorPath, parseRoute } from '../app/route';
import type { Command } from '../commands/command';
import { formatShortcut, isMac } from '../commands/shortcut';
import { useAllCommands } from '../commands/useCommands';
import type { DocumentEntry } from '../documents/api';
import { displayTitle, isEditorKind, kindNoun } from '../documents/kinds';
import { readOpened } from '../documents/opened';
import { useT } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { nextIndex } from '../ui/roving';
import { groupWords } from './groupWords';
import { byGroup, findBest, lastOpened } from './paletteModel';
import { useKnownDocuments } from './useKnownDocuments';

const maxRecent = 5;
const maxDocuments = 8;
const maxCommands = 40;

type Item = { readonly id: string; readonly words: ReactNode; readonly run: () => void };
type Section = { readonly title: string; readonly items: readonly Item[] };

/** Finds commands and documents by some of their letters. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const sections = useSections(query);
  const items = sections.flatMap((section) => section.items);
  const active = items[Math.min(chosen, items.length - 1)];

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (active) {
      document.getElementById(`${id}-${active.id}`)?.scrollIntoView({ block: 'nearest' });
    }
  }, [active, id]);

  const run = (item: Item) => {
    onClose();
    // Once the dialog has given the focus back: what runs may put it somewhere else.
    setTimeout(item.run);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Home and End are the field's own.
    const next = event.key === 'Home' || event.key === 'End' ? null : nextIndex(event.key, Math.min(chosen, items.length - 1), items.length);
    if (next !== null) {
      event.preventDefault();
      setChosen(next);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && active) {
      event.preventDefault();
      run(active);
    }
  };

  return (
    <Dialog title={t('shell.palette')} className="palette" testId="palette" onClose={onClose}>
      <input
        ref={input} type="text" role="combobox" className="palette-query" data-testid="palette-query" autoComplete="off" spellCheck={false}
        aria-label={t('shell.palette')} placeholder={t('shell.paletteHint')} value={query} enterKeyHint="go"
        aria-expanded={items.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={active ? `${id}-${active.id}` : undefined} onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
      />
      <div className="palette-list" id={`${id}-list`} role="listbox" aria-label={t('shell.palette')} tabIndex={-1}>
        {sections.map((section, at) => (
          <div key={section.title} role="group" aria-labelledby={`${id}-section-${at}`}>
            <div id={`${id}-section-${at}`} className="palette-section" role="presentation">{section.title}</div>
            {section.items.map((item) => (
              <div
                key={item.id} id={`${id}-${item.id}`} role="option" aria-selected={item === active} className="palette-item"
                onPointerMove={() => setChosen(items.indexOf(item))} onClick={() => run(item)}
              >
                {item.words}
              </div>
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && <p className="palette-nothing">{t('shell.paletteNothing', { query })}</p>}
      <p className="visually-hidden" aria-live="polite">{query.trim() && t('shell.paletteCount', { count: items.length })}</p>
    </Dialog>
  );
}

/** What fits the query: documents and commands, or without one what was opened last and all commands. */
function useSections(query: string): readonly Section[] {
  const t = useT();
  const commands = useAllCommands();
  const documents = useKnownDocuments();
  return useMemo(() => {
    const enabled = byGroup(commands.filter(({ id, isEnabled }) => id !== 'app.palette' && (isEnabled?.() ?? true)));
    const isAsked = query.trim() !== '';
    const findable = documents.flatMap(toFindable);
    const fitting = isAsked
      ? findBest(findable, query, maxDocuments)
      : lastOpened(findable, readOpened(localStorage), openName(), maxRecent);
    const found = isAsked ? byGroup(findBest(enabled, query, maxCommands)) : enabled;
    const documentSection = {
      title: t(isAsked ? 'shell.groupDocuments' : 'shell.groupRecent'), items: fitting.map(({ entry }) => documentItem(entry)),
    };
    const commandSections = [...new Set(found.map(({ group }) => group))].map((group) => ({
      title: t(groupWords[group]), items: found.filter((command) => command.group === group).map(commandItem),
    }));
    return [documentSection, ...commandSections].filter(({ items }) => items.length > 0);
  }, [commands, documents, query, t]);
}

type FindableDocument = { readonly title: string; readonly entry: DocumentEntry };

const toFindable = (entry: DocumentEntry): readonly FindableDocument[] =>
  entry.trashedAt === null && isEditorKind(entry.kind) ? [{ title: displayTitle(entry.kind, entry.title), entry }] : [];

/** The document that the person is in; null on other pages. */
function openName(): string | null {
  const route = parseRoute(location.pathname);
  return route.page === 'editor' ? route.name : null;
}

function documentItem(entry: DocumentEntry): Item {
  return {
    id: `document-${entry.name}`,
    words: (
      <>
        <KindIcon kind={entry.kind} />
        <span className="palette-words">{displayTitle(entry.kind, entry.title)}</span>
        <span className="palette-hint">{kindNoun(entry.kind)}</span>
      </>
    ),
    run: () => {
      if (isEditorKind(entry.kind)) {
        navigate(editorPath(entry.kind, entry.name));
      }
    },
  };
}

const commandItem = ({ id, title, shortcut, run }: Command): Item => ({
  id,
  words: (
    <>
      <span className="palette-words">{title}</span>
      {shortcut && <kbd className="palette-hint">{formatShortcut(shortcut, isMac())}</kbd>}
    </>
  ),
  run,
});
