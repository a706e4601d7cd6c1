import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryCaches } from '../engine/memoryCaches.fixture.ts';
import { keepWeights } from '../engine/weightsStore.ts';
import { answer } from './answer.ts';
import { installShell, removeOtherVersions } from './shell.ts';
import type { Site } from './site.ts';

const root = 'https://host.example/some/folder/';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a host serves, by the address from the root; the network may be gone. */
class Host {
  files = new Map<string, string>();
  isThere = true;
  asked: string[] = [];
  /** Milliseconds before it answers. */
  delay = 0;

  readonly fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const path = url.slice(root.length).replace(/\?.*$/, '');
    this.asked.push(path);
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (!this.isThere) throw new TypeError('Failed to fetch');
    const text = this.files.get(path.replace(/(^|\/)$/, '$1index.html'));
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  };

  publish(files: Record<string, string>): void {
    this.files = new Map(Object.entries(files));
    this.asked = [];
  }

  /** The site as the worker of this moment knows it. */
  site(caches: CacheStorage): Site {
    const files = [...this.files].map(([url, text]) => ({ url, revision: hashOf(text) }));
    return { root, files, caches, fetch: this.fetch };
  }
}

const first = {
  'index.html': 'front 1',
  'noise/index.html': 'noise 1',
  'theme.js': 'theme',
  'assets/page-1111.js': 'code 1',
  'assets/font-aaaa.woff2': 'letters',
};
const second = {
  'index.html': 'front 2',
  'noise/index.html': 'noise 2',
  'theme.js': 'theme',
  'assets/page-2222.js': 'code 2',
  'assets/font-aaaa.woff2': 'letters',
};

let caches: CacheStorage;
let host: Host;
beforeEach(() => {
  caches = memoryCaches();
  host = new Host();
  host.publish(first);
});

const textOf = async (path: string, site: Site, init?: RequestInit): Promise<string> =>
  (await answer(new Request(root + path, init), site)!).text();

describe('the shell', () => {
  it('is read without a network, at any query', async () => {
    const site = host.site(caches);
    await installShell(site);
    host.isThere = false;
    expect(await textOf('', site)).toBe('front 1');
    expect(await textOf('noise/?theme=dark', site)).toBe('noise 1');
    expect(await textOf('noise/index.html', site)).toBe('noise 1');
    expect(await textOf('assets/page-1111.js', site)).toBe('code 1');
    await expect(textOf('elsewhere/', site)).rejects.toThrow('fetch');
  });

  it('fetches nothing that an earlier version has, nor twice after an install that broke off', async () => {
    await installShell(host.site(caches));
    host.publish(second);
    const site = host.site(caches);
    await installShell(site);
    expect(host.asked.sort()).toEqual(['', 'assets/page-2222.js', 'noise/']);
    host.asked = [];
    await installShell(site);
    expect(host.asked).toEqual([]);
  });

  it('is one version or none: a file of another one fails it', async () => {
    const site = host.site(caches);
    host.files.set('noise/index.html', 'noise 2');
    await expect(installShell(site)).rejects.toThrow('noise/index.html is of another version');
  });

  it('fails when a file is missing', async () => {
    const site = host.site(caches);
    host.files.delete('theme.js');
    await expect(installShell(site)).rejects.toThrow('theme.js: 404');
  });
});

describe('an update', () => {
  it('never mixes: online the new page comes with its new code while the old worker is still there', async () => {
    const old = host.site(caches);
    await installShell(old);
    host.publish(second);
    expect(await textOf('noise/', old)).toBe('noise 2');
    expect(await textOf('assets/page-2222.js', old)).toBe('code 2');
    // A page of before that is still open.
    expect(await textOf('assets/page-1111.js', old)).toBe('code 1');
    host.isThere = false;
    expect(await textOf('noise/', old)).toBe('noise 1');
  });

  it('lets go of the old version when the new worker takes over', async () => {
    const old = host.site(caches);
    await installShell(old);
    host.publish(second);
    const site = host.site(caches);
    await installShell(site);
    await removeOtherVersions(site);
    host.isThere = false;
    expect(await textOf('noise/', site)).toBe('noise 2');
    await expect(textOf('assets/page-1111.js', site)).rejects.toThrow();
    expect(await caches.match(`${root}assets/page-1111.js`)).toBeUndefined();
  });

  it('leaves the caches of other sites of the same host alone', async () => {
    const others = ['diffusion-lines /some/', 'something else', 'diffusion-lines /some/folder-2/ shell 1'];
    for (const name of others) await caches.open(name);
    const site = host.site(caches);
    await installShell(site);
    await removeOtherVersions(site);
    expect(await caches.keys()).toEqual(expect.arrayContaining(others));
  });

  it('lets go of weights that no network has any more, and only of its own', async () => {
    vi.stubGlobal('caches', caches);
    const weights = new ArrayBuffer(8);
    await keepWeights(`${root}models/digits/w.safetensors`, 'new', weights);
    await keepWeights(`${root}models/book/w.safetensors`, 'old', weights);
    await keepWeights('https://host.example/other/models/x/w.safetensors', 'theirs', weights);
    vi.unstubAllGlobals();
    host.publish({ ...first, 'models/digits/manifest.json': '{"sha256":"new"}' });
    const site = host.site(caches);
    await installShell(site);
    await removeOtherVersions(site);
    const kept = await (await caches.open('diffusion-lines-weights')).keys();
    expect(kept.map(({ url }) => new URL(url).searchParams.get('sha256'))).toEqual(['new', 'theirs']);
  });
});

describe('other files', () => {
  it('with their hash in their name are fetched once', async () => {
    const site = host.site(caches);
    await installShell(site);
    host.files.set('assets/tfjs-3333.js', 'tfjs');
    await textOf('assets/tfjs-3333.js', site);
    await vi.waitFor(async () => expect(await caches.match(`${root}assets/tfjs-3333.js`)).toBeDefined());
    host.isThere = false;
    expect(await textOf('assets/tfjs-3333.js', site)).toBe('tfjs');
  });

  it('without one come from the network while it answers', async () => {
    const site = host.site(caches);
    host.files.set('models/digits/samples.png', 'then');
    await textOf('models/digits/samples.png', site);
    host.files.set('models/digits/samples.png', 'now');
    expect(await textOf('models/digits/samples.png', site)).toBe('now');
    host.isThere = false;
    expect(['then', 'now']).toContain(await textOf('models/digits/samples.png', site));
  });

  it.each(['ort/simd-threaded.wasm', 'assets/ort-wasm-1234.wasm', 'models/digits/weights.safetensors'])(
    'are never kept: %s',
    async (path) => {
      const site = host.site(caches);
      host.files.set(path, 'large');
      expect(await textOf(path, site)).toBe('large');
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await caches.match(root + path)).toBeUndefined();
    },
  );

  it('that are not there are not kept', async () => {
    const site = host.site(caches);
    const response = await answer(new Request(`${root}assets/gone-4444.js`), site)!;
    expect(response.status).toBe(404);
    expect(await caches.match(`${root}assets/gone-4444.js`)).toBeUndefined();
  });

  it('are left to the browser outside the site, and when they are not read', () => {
    const site = host.site(caches);
    expect(answer(new Request('https://host.example/some/'), site)).toBeNull();
    expect(answer(new Request(`${root}sw.js`), site)).toBeNull();
    expect(answer(new Request(`${root}models/x.safetensors`, { method: 'HEAD' }), site)).toBeNull();
  });
});

it('waits for a slow network three seconds, not longer, and not for a broken host', async () => {
  const site = host.site(caches);
  await installShell(site);
  host.files.set('noise/index.html', 'noise 2');
  vi.useFakeTimers();
  host.delay = 2900;
  const soon = textOf('noise/', site);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await soon).toBe('noise 2');
  host.delay = 60_000;
  const late = textOf('noise/', site);
  await vi.advanceTimersByTimeAsync(3100);
  expect(await late).toBe('noise 1');
  vi.useRealTimers();
  const broken = { ...site, fetch: async () => new Response('', { status: 503 }) };
  expect(await textOf('noise/', broken)).toBe('noise 1');
});

it('isolates what a host sends without headers, and leaves a host’s own headers as they are', async () => {
  const site = host.site(caches);
  await installShell(site);
  for (const path of ['', 'assets/page-1111.js', 'models/digits/weights.safetensors']) {
    const { headers } = await answer(new Request(root + path), site)!;
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy'), path).toBe('require-corp');
  }
  const own = { 'cross-origin-embedder-policy': 'credentialless' };
  const theirs = { ...site, fetch: async () => new Response('x', { headers: own }) };
  const { headers } = await answer(new Request(`${root}other`), theirs)!;
  expect(headers.get('cross-origin-embedder-policy')).toBe('credentialless');
});
