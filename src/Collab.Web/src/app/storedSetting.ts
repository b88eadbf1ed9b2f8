/** A choice of the person at this browser that outlives the visit, where the browser lets it. */
export class StoredSetting<T extends string> {
  private value: T;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly key: string, private readonly isValid: (value: unknown) => value is T, fallback: T) {
    this.value = fallback;
    try {
      const stored: unknown = localStorage.getItem(key);
      this.value = isValid(stored) ? stored : fallback;
    } catch {
      // Storage is forbidden: the choice lives as long as the page.
    }
    // Another tab of this browser chose.
    globalThis.addEventListener?.('storage', (event: StorageEvent) => {
      if (event.key === key && this.isValid(event.newValue)) {
        this.take(event.newValue);
      }
    });
  }

  readonly get = (): T => this.value;

  /** Calls back at each change. Returns how to stop. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  set(value: T): void {
    try {
      localStorage.setItem(this.key, value);
    } catch {
      // As above.
    }
    this.take(value);
  }

  private take(value: T): void {
    if (value !== this.value) {
      this.value = value;
      this.listeners.forEach((listener) => listener());
    }
  }
}
