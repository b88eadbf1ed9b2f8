/** Something that a person is told and may act on for a while. */
export type Toast = {
  readonly id: number;
  readonly text: string;
  readonly action: ToastAction | null;
};

export type ToastAction = { readonly label: string; readonly run: () => void };

/** More than these at once are not read; the oldest goes. */
const maxToasts = 3;

const plainMilliseconds = 5_000;
// Long enough to reach the button by keyboard.
const actionMilliseconds = 12_000;

let toasts: readonly Toast[] = [];
let announcement = '';
let nextId = 1;
const listeners = new Set<() => void>();

/** Shows a short notice at the page's lower edge, and reads it out. Returns how to take it away before its time. */
export function showToast(text: string, action: ToastAction | null = null): () => void {
  const toast: Toast = { id: nextId++, text, action };
  const dismiss = () => update(toasts.filter((other) => other.id !== toast.id));
  update([...toasts, toast].slice(-maxToasts));
  setTimeout(dismiss, action ? actionMilliseconds : plainMilliseconds);
  return dismiss;
}

export function dismissToast(id: number): void {
  update(toasts.filter((toast) => toast.id !== id));
}

/** Has screen readers say something when they have said what they are at. The same words twice are said twice. */
export function announce(text: string): void {
  // A live region speaks when its content changes: a blank at the end is not heard.
  announcement = text === announcement ? `${text}\u00a0` : text;
  listeners.forEach((listener) => listener());
}

export const notices = {
  toasts: (): readonly Toast[] => toasts,
  announcement: (): string => announcement,
  subscribe: (changed: () => void): (() => void) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
};

function update(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}
