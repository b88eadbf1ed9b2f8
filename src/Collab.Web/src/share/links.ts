import { translate } from '../i18n';
import { isAccessRight, type AccessRight } from '../session/access';

/** A share link, as its owner sees it. */
export type ShareLink = {
  readonly id: string;
  readonly right: AccessRight;
  readonly createdAt: Date;
  /** Null for one that does not end. */
  readonly expiresAt: Date | null;
};

/** How long a new link is good. */
export type Expiry = 'never' | 'day' | 'week' | 'month';

const days: Record<Exclude<Expiry, 'never'>, number> = { day: 1, week: 7, month: 30 };

/** Something about links did not work; the message is fit to be shown. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
}

export async function listLinks(document: string): Promise<readonly ShareLink[]> {
  const body = await call(`/api/links?document=${encodeURIComponent(document)}`, {});
  return isRecord(body) && Array.isArray(body['links']) ? body['links'].flatMap((link) => parseLink(link) ?? []) : [];
}

export async function makeLink(document: string, right: AccessRight, expiry: Expiry, now: Date = new Date()): Promise<ShareLink> {
  const made = parseLink(await call('/api/links', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ document, right, expiresAt: endOf(expiry, now)?.toISOString() ?? null }),
  }));
  if (!made) {
    throw new LinkError(translate('share.problemStatus', { status: 200 }));
  }
  return made;
}

export async function revokeLink(id: string): Promise<void> {
  await call(`/api/links/${encodeURIComponent(id)}`, { method: 'DELETE' }, [404]);
}

/** When a link ends that is made now; null for never. */
export const endOf = (expiry: Expiry, now: Date): Date | null =>
  expiry === 'never' ? null : new Date(now.getTime() + days[expiry] * 86_400_000);

/** Whether a link lets nobody in any more. */
export const isOver = ({ expiresAt }: ShareLink, now: Date): boolean => expiresAt !== null && expiresAt <= now;

/** The link that stands for a wish already: only one without an end is like another that is made later. */
export const findLike = (links: readonly ShareLink[], right: AccessRight, expiry: Expiry): ShareLink | null =>
  (expiry === 'never' && links.find((link) => link.right === right && link.expiresAt === null)) || null;

/** The address to give away. */
export const addressOf = ({ id }: Pick<ShareLink, 'id'>, origin: string): string => `${origin}/s/${id}`;

/** Whether a server with such a name is reached from its own computer only. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

export function parseLink(value: unknown): ShareLink | null {
  if (!isRecord(value)) {
    return null;
  }
  const { id, right, createdAt, expiresAt } = value;
  const made = typeof createdAt === 'string' ? new Date(createdAt) : null;
  const end = typeof expiresAt === 'string' ? new Date(expiresAt) : null;
  if (typeof id !== 'string' || !/^\w+$/.test(id) || !isAccessRight(right) || !made || [made, end].some((time) => time && Number.isNaN(time.getTime()))) {
    return null;
  }
  return { id, right, createdAt: made, expiresAt: end };
}

async function call(path: string, init: RequestInit, fine: readonly number[] = []): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new LinkError(translate('share.problemUnreachable'));
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok && !fine.includes(response.status)) {
    const detail = isRecord(body) ? body['detail'] : null;
    throw new LinkError(typeof detail === 'string' ? detail : translate('share.problemStatus', { status: response.status }));
  }
  return body;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
