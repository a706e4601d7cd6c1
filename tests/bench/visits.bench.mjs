/**
 * The built page (npm run build first) on a plain static host behind 10 Mbit/s and 40 ms: how long from the address to the
 * network's first answer, and how much is fetched, on the first visit and on the second.
 */
import { resolve } from 'node:path';
import { loadavg } from 'node:os';
import { staticHost } from '../browser/staticHost.mjs';

const dist = resolve(import.meta.dirname, '../../dist');
const line10 = (bytes) => 40 + bytes / 1250;
const address = (backend) =>
  `samplers/#race.ddpmSteps=1&race.middleSteps=1&race.ddimSteps=1&network.backend=${backend}`;

/** Milliseconds from the navigation to the first network call's time in the figure's head. */
async function firstAnswer(page, url) {
  await page.goto(url);
  const ready = await page.waitForFunction(
    () =>
      /ms a network call/.test(document.querySelector('#figure-1 .fig-status')?.textContent) &&
      performance.now(),
    null,
    { timeout: 0 },
  );
  return ready.jsonValue();
}

/** Until the worker keeps the site, and the page's weights are kept. */
async function everythingKept(page) {
  const isKept = async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const weights = await caches.open('diffusion-lines-weights');
    return registration?.active?.state === 'activated' && (await weights.keys()).length > 0;
  };
  while (!(await page.evaluate(isKept))) await page.waitForTimeout(200);
}

/** @returns {AsyncGenerator<object>} a row a backend and visit */
export async function* run(browser, { backends = ['wasm', 'webgpu'] } = {}) {
  for (const backend of backends) {
    const host = await staticHost(dist, { delay: line10 });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    try {
      for (const visit of ['first', 'second', 'third']) {
        host.empty();
        const page = await context.newPage();
        const ms = await firstAnswer(page, host.url + address(backend));
        const kilobytes = host.sent() / 1000;
        const isIsolated = await page.evaluate(() => crossOriginIsolated);
        yield { backend, visit, ms, kilobytes, requests: host.asked.length, isIsolated, load: loadavg()[0] };
        if (visit === 'first') await everythingKept(page);
        await page.close();
      }
    } finally {
      await context.close();
      await host.close();
    }
  }
}

export const line = ({ backend, visit, ms, kilobytes, requests, isIsolated, load }) =>
  `${backend}, ${visit} visit: first answer after ${ms.toFixed(0)} ms, ${kilobytes.toFixed(0)} kB in ${requests} requests` +
  `${isIsolated ? ', isolated' : ''} (load ${load.toFixed(1)})`;
