/**
 * The built page (npm run build first): JavaScript before the first figure responds, and the time of one frame while a
 * 512×512 picture is scrubbed through t.
 */
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { preview } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const CHAPTER = 'noise-a-picture/';

/** gzip bytes of every script that the page has asked for until the first figure shows its picture. */
async function scriptBytes(browser, baseUrl) {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  const bodies = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  await page.goto(baseUrl + CHAPTER);
  await page.locator('#figure-1 canvas').first().waitFor();
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  await page.close();
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Milliseconds of main-thread work a frame (script, layout, paint calls), for `count` steps of the slider. */
async function frameTimes(browser, baseUrl, count) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
  });
  await page.goto(baseUrl + CHAPTER);
  await page.locator('#figure-1 .histogram .bars').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(1000);
  const slider = page.locator('#figure-1 .bar input[type=range]');
  await slider.focus();
  const times = await slider.evaluate(async (input, steps) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const spent = [];
    for (let i = 0; i < steps; i++) {
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      set.call(input, String(1 + ((i * 37) % 999)));
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
      // React renders in a microtask after a discrete event; its effects paint the canvas in the same task.
      await Promise.resolve();
      spent.push(performance.now() - start);
    }
    return spent;
  }, count);
  const shown = await page.locator('#figure-1 .fig-status').textContent();
  await page.close();
  return { times: times.sort((a, b) => a - b), shown };
}

export async function* run(browser) {
  const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  const baseUrl = `http://127.0.0.1:${server.httpServer.address().port}/`;
  try {
    const bytes = await scriptBytes(browser, baseUrl);
    const { times, shown } = await frameTimes(browser, baseUrl, 200);
    const at = (share) => times[Math.floor(share * (times.length - 1))];
    yield* [
      { measure: 'javascript before the first figure responds, gzip kB', value: bytes / 1000, bound: 200 },
      { measure: 'scrubbing 512×512, whole page, median ms a frame', value: at(0.5), bound: 8 },
      { measure: 'scrubbing 512×512, whole page, p95 ms a frame', value: at(0.95) },
      { measure: 'scrubbing 512×512, as the figure shows it', value: shown },
    ];
  } finally {
    await server.close();
  }
}

export const line = ({ measure, value, bound }) =>
  `${measure}: ${typeof value === 'number' ? value.toFixed(2) : value}${bound ? ` (bound ${bound})` : ''}`;
