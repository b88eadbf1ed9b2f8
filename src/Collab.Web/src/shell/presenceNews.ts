import type { Peer } from '../session/peers';

/** Who came and who left between two looks at who is there. */
export type PresenceNews = { readonly came: readonly Peer[]; readonly left: readonly Peer[] };

export function presenceNews(before: readonly Peer[], now: readonly Peer[]): PresenceNews {
  const missing = (from: readonly Peer[], other: readonly Peer[]) => from.filter(({ id }) => !other.some((one) => one.id === id));
  return { came: missing(now, before), left: missing(before, now) };
}
