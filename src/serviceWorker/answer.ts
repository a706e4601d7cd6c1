import { isolated } from './isolated.ts';
import { addressOf, openSeen, openShell, type Site } from './site.ts';

/** A page is not waited for longer, in ms, when there is a copy. */
const patience = 3000;

/** onnxruntime is large and loads on request, on one page. Weights the engine keeps itself. */
const isNeverKept = (path: string): boolean => /(^|\/)ort[-/]/.test(path) || path.endsWith('.safetensors');

/**
 * The answer to a request, or null when the browser should go on by itself. Files with their hash in their name come from
 * the caches; pages and all other names from the network, and from the caches when it is silent.
 */
export function answer(request: Request, site: Site): Promise<Response> | null {
  if (request.method !== 'GET' || !request.url.startsWith(site.root)) return null;
  const path = request.url.slice(site.root.length).replace(/[?#].*$/, '');
  if (path === 'sw.js') return null;
  if (isNeverKept(path)) return site.fetch(request).then(isolated);
  const answered = path.startsWith('assets/') ? fromCache(request, site) : fromNetwork(request, path, site);
  return answered.then(isolated);
}

async function fromCache(request: Request, site: Site): Promise<Response> {
  // Of any version: the name says what is in it.
  const kept = await site.caches.match(request.url);
  return kept ?? keptAnswer(request, site, await site.fetch(request));
}

async function fromNetwork(request: Request, path: string, site: Site): Promise<Response> {
  const address = addressOf(site, path);
  const ofShell = await (await openShell(site)).match(address);
  const kept = ofShell ?? (await (await openSeen(site)).match(request.url));
  const fresh = site
    .fetch(request)
    // The shell stays one version: what is newer is not put into it.
    .then((response) => (ofShell ? response : keptAnswer(request, site, response)));
  if (kept === undefined) return fresh;
  const orKept = fresh.then((response) => (response.status >= 500 ? kept : response)).catch(() => kept);
  return Promise.race([orKept, new Promise<Response>((resolve) => setTimeout(resolve, patience, kept))]);
}

async function keptAnswer(request: Request, site: Site, response: Response): Promise<Response> {
  // A part of a file, or one of many answers to one address, is not what the address stands for.
  const isWhole = response.status === 200 && !request.headers.has('range') && !request.url.includes('?');
  // A host's page in place of a file that it does not have.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (isWhole && !isPage) {
    const copy = response.clone();
    // Full or blocked storage costs the second visit, not this one.
    void openSeen(site)
      .then((seen) => seen.put(request.url, copy))
      .catch(() => undefined);
  }
  return response;
}
