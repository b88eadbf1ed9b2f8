import type { Editor } from '@tiptap/core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { announce } from '../../ui/notices';
import { rangeElement, useFloating } from './floating';
import type { Trigger, TriggerKeys } from './triggers';

export type TriggerItem = { readonly id: string; readonly label: string; readonly icon: ReactNode; readonly hint?: string | undefined };

type Properties = {
  readonly editor: Editor;
  readonly trigger: Trigger;
  readonly label: string;
  readonly items: readonly TriggerItem[];
  /** Said where nothing is found. */
  readonly empty: string;
  readonly onChoose: (id: string) => void;
  readonly testId: string;
};

/** The list below a / or @. The focus stays in the text; the editor hands the keys on. */
export function TriggerMenu({ editor, trigger, label, items, empty, onChoose, testId }: Properties) {
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const at = Math.min(chosen, Math.max(0, items.length - 1));
  const current = items[at];

  useEffect(() => setChosen(0), [trigger.query]);

  const keys = useRef<TriggerKeys>(() => false);
  keys.current = (event) => {
    if (items.length === 0) {
      return false;
    }
    switch (event.key) {
      case 'ArrowDown':
        setChosen((at + 1) % items.length);
        return true;
      case 'ArrowUp':
        setChosen((at + items.length - 1) % items.length);
        return true;
      case 'Enter':
      case 'Tab':
        onChoose(current?.id ?? '');
        return true;
      default:
        return false;
    }
  };
  useEffect(() => {
    const storage = editor.storage.triggers;
    const take: TriggerKeys = (event) => keys.current(event);
    storage.onKey = take;
    return () => {
      if (storage.onKey === take) {
        storage.onKey = null;
      }
    };
  }, [editor]);

  // The text has the focus: it says which of the list is meant, if there is one.
  const hasList = items.length > 0;
  useEffect(() => {
    const { dom } = editor.view;
    if (!hasList) {
      return undefined;
    }
    dom.setAttribute('aria-controls', id);
    return () => {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    };
  }, [editor, id, hasList]);
  useEffect(() => {
    if (current) {
      editor.view.dom.setAttribute('aria-activedescendant', `${id}-${current.id}`);
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  }, [editor, id, current?.id]);
  useEffect(() => announce(hasList ? current?.label ?? '' : empty), [current?.id, hasList]);

  useFloating(list, () => rangeElement(editor.view, trigger.from, trigger.from), 'bottom-start', [editor, trigger.from]);

  return (
    <div
      // What scrolls has to be focusable; no key leads here, and a click leaves the focus in the text.
      ref={list} className="floating trigger-menu" data-testid={testId} onMouseDown={(event) => event.preventDefault()}
      {...(hasList && { id, role: 'listbox', 'aria-label': label, tabIndex: 0 })}
    >
      {!hasList && <p className="trigger-empty">{empty}</p>}
      {items.map((item, index) => (
        <div
          key={item.id} id={`${id}-${item.id}`} role="option" aria-selected={index === at} className="menu-item"
          onPointerMove={() => setChosen(index)}
          // The caret stays where it is.
          onPointerDown={(event) => event.preventDefault()} onClick={() => onChoose(item.id)}
        >
          <span className="menu-item-icon">{item.icon}</span>
          <span className="menu-item-words">{item.label}</span>
          {item.hint && <kbd className="menu-item-hint">{item.hint}</kbd>}
        </div>
      ))}
    </div>
  );
}
