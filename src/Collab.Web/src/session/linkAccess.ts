import { isEditorKind, type EditorKind } from '../documents/kinds';
import { isAccessRight, type AccessRight } from './access';

/** What a share link opens, and the token that the server wants to see for it. */
export type OpenedLink = {
  readonly document: string;
  readonly kind: EditorKind | 'other';
  readonly right: AccessRight;
  readonly token: string;
  /** In milliseconds since 1970, by this device's clock: when another token is needed to come in again. */
  readonly expiresAt: number;
};

/** What became of asking: the server may not know the link (any more), want us to wait, or be away. */
export type LinkAnswer = OpenedLink | 'absent' | 'busy' | 'unreachable';

/** Asks the server for a token. `fetch` and `now` are those of the page. */
export async function openLink(id: string, now: () => number = Date.now): Promise<LinkAnswer> {
  try {
    const response = await fetch(`/api/links/${encodeURIComponent(id)}/token`, { method: 'POST' });
    if (response.ok) {
      return parseOpened(await response.json(), response.headers.get('Date'), now()) ?? 'unreachable';
    }
    return response.status === 404 ? 'absent' : response.status === 429 ? 'busy' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** @param serverTime the answer's `Date`: this device's clock may be wrong, and what counts is how long the token is good. */
export function parseOpened(body: unknown, serverTime: string | null, now: number): OpenedLink | null {
  if (typeof body !== 'object' || body === null) {
    return null;
  }
  const { document, kind, right, token, expiresAt } = body as Record<string, unknown>;
  const end = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  const told = Date.parse(serverTime ?? '');
  if (typeof document !== 'string' || document === '' || typeof token !== 'string' || !isAccessRight(right) || Number.isNaN(end)) {
    return null;
  }
  return {
    document, right, token, kind: isEditorKind(kind) ? kind : 'other', expiresAt: now + end - (Number.isNaN(told) ? now : told),
  };
}

/** So long before its end a token is replaced, in milliseconds. */
export const renewalLead = 60_000;

/** The least pause between two questions, in milliseconds, and that after one without an answer. */
export const renewalPauses = { least: 1_000, unanswered: 10_000 } as const;

/**
 * The way into a document by a share link, for as long as the document is open: a token that is always good for a while, as
 * long as the link is.
 */
export class LinkAccess {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly id: string, private opened: OpenedLink,
    private readonly ask: (id: string) => Promise<LinkAnswer> = openLink, private readonly now: () => number = Date.now,
  ) {}

  get token(): string {
    return this.opened.token;
  }

  /** What the link allowed when it was asked for last. */
  get right(): AccessRight {
    return this.opened.right;
  }

  /** Has a new token there before the old one ends, and calls back with each. Returns how to stop. */
  keep(renewed: () => void): () => void {
    this.listeners.add(renewed);
    this.schedule(this.opened.expiresAt - renewalLead - this.now());
    return () => {
      this.listeners.delete(renewed);
      if (this.listeners.size === 0 && this.timer !== null) {
        clearTimeout(this.timer);
        this.timer = null;
      }
    };
  }

  /** Gets a new token now. */
  async renew(): Promise<'renewed' | 'absent' | 'unreachable'> {
    const answer = await this.ask(this.id);
    if (typeof answer === 'string') {
      return answer === 'absent' ? 'absent' : 'unreachable';
    }
    this.opened = answer;
    this.listeners.forEach((listener) => listener());
    return 'renewed';
  }

  private schedule(milliseconds: number): void {
    this.timer ??= setTimeout(() => void this.renewInTime(), Math.max(renewalPauses.least, milliseconds));
  }

  private async renewInTime(): Promise<void> {
    const outcome = await this.renew();
    this.timer = null;
    // A link that is over closes the connection; there is nothing to be had for it.
    if (this.listeners.size > 0 && outcome !== 'absent') {
      this.schedule(outcome === 'renewed' ? this.opened.expiresAt - renewalLead - this.now() : renewalPauses.unanswered);
    }
  }
}
