/** A file of the site as scripts/serviceWorker.mjs lists it: its address from the site's root, and its bytes' SHA-256 in hex. */
export interface SiteFile {
  url: string;
  revision: string;
}

/** The site that a worker serves, and what it may use; tests put their own in place of the browser's. */
export interface Site {
  /** Absolute address of the site's root, with a slash at its end. */
  root: string;
  /** What is kept for reading without a network: one version of the site, as a whole. */
  files: readonly SiteFile[];
  caches: CacheStorage;
  fetch: typeof fetch;
}

/** Names of the caches that belong to this site: other sites of the same host have theirs. */
const prefixOf = ({ root }: Site): string => `diffusion-lines ${new URL(root).pathname}`;

const versions = new WeakMap<Site, Promise<string>>();

/** Names the version of the site: the beginning of the SHA-256 of its list of files. */
function versionOf(site: Site): Promise<string> {
  let version = versions.get(site);
  if (version === undefined) {
    version = sha256(new TextEncoder().encode(JSON.stringify(site.files))).then((hash) => hash.slice(0, 16));
    versions.set(site, version);
  }
  return version;
}

/** The version's files, put there when the worker is installed. Nothing is added later. */
export const openShell = async (site: Site): Promise<Cache> =>
  site.caches.open(`${prefixOf(site)} shell ${await versionOf(site)}`);

/** What else was read with this version. */
export const openSeen = async (site: Site): Promise<Cache> =>
  site.caches.open(`${prefixOf(site)} seen ${await versionOf(site)}`);

/** Names of this site's caches of other versions. */
export async function otherVersions(site: Site): Promise<string[]> {
  const version = await versionOf(site);
  return (await site.caches.keys()).filter(
    (name) => name.startsWith(`${prefixOf(site)} `) && !name.endsWith(version),
  );
}

/** Where a file is asked for and kept: a page by its folder, as links and hosts name it. */
export const addressOf = ({ root }: Pick<Site, 'root'>, url: string): string =>
  new URL(url.replace(/(^|\/)index\.html$/, '$1'), root).href;

/** In hex. A service worker is always in a secure context. */
export async function sha256(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
