/** The browser's cache of weights; the service worker clears from it what no network has any more. */
export const weightsCacheName = 'diffusion-lines-weights';

/** Weights under their content: another file at the same address is another entry. */
const keyOf = (url: string, sha256: string): string => `${url}?sha256=${sha256}`;

/** Not there outside secure contexts, and refused where a reader blocks storage: then everything is fetched. */
async function openStore(): Promise<Cache | null> {
  try {
    return await globalThis.caches.open(weightsCacheName);
  } catch {
    return null;
  }
}

/** The weights that an earlier visit fetched from `url`, with the SHA-256 that they had; null when there are none. */
export async function keptWeights(url: string, sha256: string): Promise<ArrayBuffer | null> {
  const kept = await (await openStore())?.match(keyOf(url, sha256)).catch(() => undefined);
  return (await kept?.arrayBuffer().catch(() => null)) ?? null;
}

/** Keeps weights for the next visit, in place of others from the same address. Storage may be full: then not. */
export async function keepWeights(url: string, sha256: string, bytes: ArrayBuffer): Promise<void> {
  const store = await openStore();
  if (store === null) return;
  try {
    await forgetWeights(url);
    await store.put(keyOf(url, sha256), new Response(bytes));
  } catch {
    // The next visit fetches them again.
  }
}

/** Lets go of what is kept from an address. */
export async function forgetWeights(url: string): Promise<void> {
  const store = await openStore();
  await store?.delete(url, { ignoreSearch: true }).catch(() => false);
}
