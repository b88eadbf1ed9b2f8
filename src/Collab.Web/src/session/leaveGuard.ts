/**
 * Lets the browser ask before the page is left, while anything is unsaved. It listens only as long: a page that always
 * listens for `beforeunload` is never kept in the browser's back/forward cache.
 */
export class LeaveGuard {
  private readonly unsaved = new Set<object>();

  constructor(private readonly page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>) {}

  /** Says whether `holder` has something that would be missing on the server if the page were left now. */
  set(holder: object, isUnsaved: boolean): void {
    if (isUnsaved) {
      this.unsaved.add(holder);
      this.page.addEventListener('beforeunload', ask);
    } else if (this.unsaved.delete(holder) && this.unsaved.size === 0) {
      this.page.removeEventListener('beforeunload', ask);
    }
  }
}

function ask(event: Event): void {
  event.preventDefault();
}
