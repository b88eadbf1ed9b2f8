import type { Placement } from '@floating-ui/dom';
import {
  createContext, use, useEffect, useId, useRef, useState, type ButtonHTMLAttributes, type KeyboardEvent, type ReactNode, type Ref,
} from 'react';
import { nextIndex } from './roving';

/** What the button of a menu has to take over. */
export type MenuTrigger = Pick<
  ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'onKeyDown' | 'aria-haspopup' | 'aria-expanded' | 'aria-controls'
> & { readonly ref: Ref<HTMLButtonElement> };

type Properties = {
  /** What the list is called. */
  readonly label: string;
  readonly trigger: (properties: MenuTrigger) => ReactNode;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly testId?: string;
};

const CloseMenu = createContext<() => void>(() => {});

/** A button with a list of actions: arrow keys go through it, a letter goes to what begins so, Escape and Tab close it. */
export function Menu({ label, trigger, children, placement = 'bottom-end', testId }: Properties) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      {trigger({
        ref: button,
        onClick: () => setOpen(!isOpen),
        onKeyDown: (event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            setOpen(true);
          }
        },
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? id : undefined,
      })}
      {isOpen && (
        <CloseMenu value={close}>
          <MenuList id={id} label={label} anchor={button.current} placement={placement} testId={testId} onClose={() => setOpen(false)}>
            {children}
          </MenuList>
        </CloseMenu>
      )}
    </>
  );
}

type ListProperties = {
  readonly id: string;
  readonly label: string;
  readonly anchor: HTMLElement | null;
  readonly placement: Placement;
  readonly testId: string | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

function MenuList({ id, label, anchor, placement, testId, onClose, children }: ListProperties) {
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const closeAndReturn = use(CloseMenu);

  useEffect(() => {
    const element = list.current;
    if (!element || !anchor) {
      return;
    }
    // In the top layer no scrolling or clipping parent cuts it off.
    element.showPopover();
    items(element)[0]?.focus({ preventScroll: true });
    // Loaded for the first menu that somebody opens; until it is placed a menu is there, and not seen.
    let isOver = false;
    let stopPlacing = () => {};
    void import('./placeMenu').then(({ keepPlaced }) => {
      if (!isOver) {
        stopPlacing = keepPlaced(anchor, element, placement);
      }
    });
    const closeIfOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !element.contains(event.target) && !anchor.contains(event.target)) {
        onClose();
      }
    };
    document.addEventListener('pointerdown', closeIfOutside, true);
    return () => {
      isOver = true;
      stopPlacing();
      document.removeEventListener('pointerdown', closeIfOutside, true);
    };
    // It is made anew each time it opens.
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    // An editor that takes keys of the whole page must not act on these.
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      closeAndReturn();
      return;
    }
    if (event.key === 'Tab') {
      closeAndReturn();
      return;
    }
    const all = list.current ? items(list.current) : [];
    const now = all.findIndex((item) => item === document.activeElement);
    const next = nextIndex(event.key, now, all.length);
    if (next !== null) {
      event.preventDefault();
      all[next]?.focus();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const { text, at } = typed.current;
      typed.current = { text: (event.timeStamp - at < 700 ? text : '') + event.key.toLowerCase(), at: event.timeStamp };
      all.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed.current.text))?.focus();
    }
  };

  return (
    <div
      ref={list} id={id} role="menu" aria-label={label} className="menu" popover="manual" data-testid={testId} onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

type ItemProperties = {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  /** Shown at the end, such as formatShortcut makes it. */
  readonly hint?: string | undefined;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  /** For one that is on or off, or one of several. */
  readonly isChecked?: boolean;
  readonly testId?: string;
};

export function MenuItem({ children, onSelect, icon, hint, isDangerous, isDisabled, isChecked, testId }: ItemProperties) {
  const close = use(CloseMenu);
  return (
    <button
      type="button" role={isChecked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked={isChecked} tabIndex={-1}
      aria-disabled={isDisabled} className={`menu-item ${isDangerous ? 'dangerous' : ''}`} data-testid={testId}
      onClick={() => {
        if (!isDisabled) {
          // First: what is selected may put the focus somewhere else.
          close();
          onSelect();
        }
      }}
    >
      <span className="menu-item-icon">{icon}</span>
      <span className="menu-item-words">{children}</span>
      {hint && <kbd className="menu-item-hint">{hint}</kbd>}
    </button>
  );
}

export const MenuSeparator = () => <hr className="menu-separator" />;

const items = (list: HTMLElement): readonly HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
