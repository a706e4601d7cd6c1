/** The service worker on a plain static host, in a folder: isolation, a second visit from the caches, no network, an update. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { staticHost } from './staticHost.mjs';
import { canvasHash, openPage, suite, watchedPage } from './suite.mjs';

const dist = join(import.meta.dirname, '../../dist');
const RACE = 'samplers/#race.ddpmSteps=3&race.middleSteps=3&race.ddimSteps=3&network.backend=wasm';
const NOISE = 'noise-a-picture/';

const withWorkers = { serviceWorkers: 'allow' };

/** Asks the page until it says yes; waitForFunction takes the promise of an answer for a yes. */
async function until(page, ask) {
  for (let i = 0; i < 600; i++) {
    if (await page.evaluate(ask)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`In a minute it did not become true: ${ask}`);
}

/** The worker has kept the whole site and answers this page. */
const isControlled = (page) =>
  until(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null;
  });

/** What the race has drawn with the live network, sampled here: a number for each picture. */
async function sampled(page) {
  const figure = page.locator('#figure-1');
  await figure.locator('.work-bar-words', { hasText: /^Done/ }).waitFor({ timeout: 120_000 });
  const canvases = await figure.locator('canvas').all();
  return Promise.all(canvases.map(canvasHash));
}

/** Threads that share the kernels' memory. */
const threadsOf = (page) => page.workers().filter((worker) => worker.url().includes('threadWorker')).length;

const isWeights = (path) => path.endsWith('.safetensors');

export async function run(browser, baseUrl) {
  const { test, results } = suite('second visit');

  await test('npm start’s server isolates the page itself', async () => {
    const { headers } = await fetch(baseUrl);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
  });

  await test('a static host: the first visit is left alone, the second is isolated and samples from the caches, the third without a network', async () => {
    const host = await staticHost(dist);
    const { page, problems, outside, close } = await watchedPage(browser, withWorkers);
    try {
      // A whole site is being kept meanwhile; a busy machine takes its time.
      page.setDefaultTimeout(60_000);
      await openPage(page, host.url + RACE);
      await page.evaluate(() => (globalThis.isFirstDocument = true));
      const pictures = await sampled(page);
      assert.equal(threadsOf(page), 0);
      await isControlled(page);
      const first = await page.evaluate(() => [globalThis.isFirstDocument, crossOriginIsolated]);
      assert.deepEqual(first, [true, false], 'the page was reloaded under the reader');
      assert.equal(host.asked.filter(isWeights).length, 1);
      const scope = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).scope);
      assert.equal(scope, host.url);

      host.empty();
      await page.reload();
      assert.deepEqual(await sampled(page), pictures, 'other pictures with threads');
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      const cores = await page.evaluate(() => navigator.hardwareConcurrency);
      assert.equal(threadsOf(page), Math.min(4, cores) - 1);
      assert.deepEqual(host.asked.filter(isWeights), []);
      assert.deepEqual(
        host.asked.filter((path) => path.startsWith('assets/')),
        [],
      );

      host.empty();
      await page.context().setOffline(true);
      await page.reload();
      assert.deepEqual(await sampled(page), pictures);
      // Another page, too, which this reader has never opened.
      await openPage(page, `${host.url}${NOISE}?theme=dark`);
      // The browser's own look for a newer worker does not count as the page's.
      assert.deepEqual(
        host.asked.filter((path) => path !== 'sw.js'),
        [],
      );
      assert.deepEqual(outside, []);
      // The browser tells of the requests that fail; what matters is that nothing else went wrong.
      assert.deepEqual(
        problems.filter((text) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(text)),
        [],
      );
      return `${cores} cores`;
    } finally {
      await close();
      await host.close();
    }
  });

  await test('an update shows at the next page, and is what is read without a network once the old pages are closed', async () => {
    const host = await staticHost(dist);
    const { page, close } = await watchedPage(browser, withWorkers);
    try {
      await openPage(page, host.url);
      await isControlled(page);
      await host.publish(`${NOISE}index.html`, (html) => html.replace('<title>', '<title>New: '));
      // The host's ten minutes are the browser's own, with or without a worker: a reload asks again.
      await page.goto(host.url + NOISE);
      await page.reload();
      assert.match(await page.title(), /^New: /);
      await until(page, async () => {
        const { waiting } = await navigator.serviceWorker.getRegistration();
        return waiting?.state === 'installed';
      });
      const context = page.context();
      await page.close();
      const later = await context.newPage();
      await later.goto('about:blank');
      await context.setOffline(true);
      // The new worker takes over when the browser sees that no page of the old one is left.
      for (let i = 0; i < 20; i++) {
        await openPage(later, host.url + NOISE);
        if (/^New: /.test(await later.title())) break;
        await later.goto('about:blank');
        await later.waitForTimeout(200);
      }
      assert.match(await later.title(), /^New: /);
      const names = await later.evaluate(() => caches.keys());
      assert.equal(names.filter((name) => name.includes(' shell ')).length, 1, names.join());
    } finally {
      await close();
      await host.close();
    }
  });
  return results;
}
