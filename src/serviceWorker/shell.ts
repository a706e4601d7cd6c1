import { weightsCacheName } from '../engine/weightsStore.ts';
import { addressOf, openShell, otherVersions, sha256, type Site, type SiteFile } from './site.ts';

/** Requests at a time: a reader who has just arrived waits for other things. */
const atOnce = 3;

/**
 * Keeps every file of this version. A file that this browser has already, of an earlier version too, is not fetched again;
 * one whose bytes are not the listed ones (a host in the middle of an update) fails the whole, and the browser tries
 * again later. So what is read without a network is never a mixture.
 */
export async function installShell(site: Site): Promise<void> {
  const shell = await openShell(site);
  const left = [...site.files];
  const work = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      if (await shell.match(addressOf(site, file.url))) continue;
      await shell.put(addressOf(site, file.url), (await keptCopy(site, file)) ?? (await fetched(site, file)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function keptCopy(site: Site, { url, revision }: SiteFile): Promise<Response | null> {
  const kept = await site.caches.match(addressOf(site, url));
  if (kept === undefined) return null;
  const bytes = await kept.arrayBuffer();
  return (await sha256(bytes)) === revision ? new Response(bytes, { headers: typeOf(kept) }) : null;
}

async function fetched(site: Site, { url, revision }: SiteFile): Promise<Response> {
  // What has its hash in its name the page has just loaded; anything else may be old in the browser's own cache.
  const cache = url.startsWith('assets/') ? 'default' : 'no-cache';
  const response = await site.fetch(addressOf(site, url), { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== revision) throw new Error(`${url} is of another version`);
  return new Response(bytes, { headers: typeOf(response) });
}

const typeOf = ({ headers }: Response): HeadersInit => ({
  'content-type': headers.get('content-type') ?? 'application/octet-stream',
});

/** Lets go of other versions, and of weights that this version's networks do not have. */
export async function removeOtherVersions(site: Site): Promise<void> {
  for (const name of await otherVersions(site)) await site.caches.delete(name);
  if (!(await site.caches.has(weightsCacheName))) return;
  const wanted = await hashesOfWeights(site);
  const weights = await site.caches.open(weightsCacheName);
  for (const { url } of await weights.keys()) {
    const isOurs = url.startsWith(site.root);
    if (isOurs && !wanted.has(new URL(url).searchParams.get('sha256') ?? '')) await weights.delete(url);
  }
}

/** What the manifests of this version's networks name. */
async function hashesOfWeights(site: Site): Promise<Set<string>> {
  const shell = await openShell(site);
  const manifests = site.files.filter(({ url }) => /^models\/[^/]+\/manifest\.json$/.test(url));
  const hashes = manifests.map(async ({ url }) => {
    const manifest = await shell.match(addressOf(site, url));
    return ((await manifest?.json()) as { sha256?: string } | undefined)?.sha256 ?? '';
  });
  return new Set(await Promise.all(hashes));
}
