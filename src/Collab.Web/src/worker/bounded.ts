/** What of the Cache API is used here, so that it can be tested without a browser. */
export type KeptResponses = {
  keys(): Promise<readonly Request[]>;
  match(request: Request): Promise<Response | undefined>;
  delete(request: Request): Promise<boolean>;
};

/** How much a cache may hold. */
export type Bounds = { readonly entries: number; readonly bytes: number };

/** What is reckoned for a response that does not tell its length. */
export const unknownLength = 256 * 1024;

/** Takes away what was kept first until the rest is within the bounds. The browser lists entries in the order they were put. */
export async function trim(cache: KeptResponses, { entries, bytes }: Bounds): Promise<void> {
  const requests = await cache.keys();
  const lengths = await Promise.all(requests.map(async (request) => lengthOf(await cache.match(request))));
  let [count, total] = [requests.length, lengths.reduce((sum, length) => sum + length, 0)];
  for (const [at, request] of requests.entries()) {
    if (count <= entries && total <= bytes) {
      return;
    }
    await cache.delete(request);
    count--;
    total -= lengths[at] ?? 0;
  }
}

function lengthOf(response: Response | undefined): number {
  const length = Number(response?.headers.get('Content-Length') ?? unknownLength);
  return Number.isFinite(length) ? length : unknownLength;
}
