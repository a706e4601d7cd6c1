/**
 * The built page (npm run build first) while the race runs: how long after a key goes down its effect is painted. The
 * keys move the scrubber, which changes every picture of the figure. On a busy machine look at `script_ms`: processor time,
 * which nobody else's work is part of.
 */
import { resolve } from 'node:path';
import { preview } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const keys = 100;

/** Milliseconds from each key to the paint after it, and to the end of its handlers. */
async function latencies(page) {
  await page.evaluate(() => {
    globalThis.painted = [];
    globalThis.handled = [];
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => globalThis.painted.push(performance.now() - timeStamp);
        // The first task after a frame's callbacks comes after its paint.
        requestAnimationFrame(() => channel.port2.postMessage(null));
        // React renders a key's effect in a microtask, before the next task.
        setTimeout(() => globalThis.handled.push(performance.now() - timeStamp));
      },
      { capture: true },
    );
  });
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press(i % 20 < 10 ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForFunction((n) => globalThis.painted.length > n, i);
    // Not in step with the frames.
    await page.waitForTimeout(40 + ((i * 37) % 60));
  }
  return page.evaluate(() => [globalThis.painted, globalThis.handled]);
}

/** Reads how much processor time the page's scripts have had on the main thread, in ms. */
async function scriptClock(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'ScriptDuration').value;
  };
}

const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];

/** @returns {AsyncGenerator<object>} a row a backend, and one with nothing running to compare with */
export async function* run(browser, { backends = ['wasm', 'webgpu'] } = {}) {
  const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  const baseUrl = `http://127.0.0.1:${server.httpServer.address().port}/`;
  try {
    for (const backend of ['none', ...backends]) {
      const page = await browser.newPage({
        viewport: { width: 1280, height: 900 },
        serviceWorkers: 'block',
      });
      page.setDefaultTimeout(180_000);
      const chosen = backend === 'none' ? 'wasm' : backend;
      await page.goto(
        `${baseUrl}samplers/#race.ddpmSteps=1000&race.middleSteps=1000&race.ddimSteps=1000&network.backend=${chosen}`,
      );
      const figure = page.locator('#figure-1');
      const words = figure.locator('.work-bar-words');
      await words.filter({ hasText: /^Running/ }).waitFor();
      if (backend === 'none') await figure.getByRole('button', { name: 'Cancel', exact: true }).click();
      await figure.locator('.bar input[type=range]').first().focus();
      const scriptTime = await scriptClock(page);
      const before = await scriptTime();
      const [painted, handled] = await latencies(page);
      const script_ms = ((await scriptTime()) - before) / keys;
      const isRunning = /^Running/.test(await words.textContent());
      if (backend !== 'none' && !isRunning)
        throw new Error(`The race on ${backend} ended before the keys did`);
      yield {
        backend,
        keys,
        p50_ms: percentile(painted, 0.5),
        p95_ms: percentile(painted, 0.95),
        handled_p95_ms: percentile(handled, 0.95),
        script_ms,
        bound: 50,
      };
      await page.close();
    }
  } finally {
    await server.close();
  }
}

/** A row as a line for people. */
export const line = ({ backend, keys: count, p50_ms, p95_ms, handled_p95_ms, script_ms, bound }) =>
  `${backend === 'none' ? 'nothing running' : `race on ${backend}`}, ${count} keys: painted after ${p50_ms.toFixed(0)} ms ` +
  `(median), ${p95_ms.toFixed(0)} ms (p95, bound ${bound}); handled after ${handled_p95_ms.toFixed(0)} ms (p95); ` +
  `scripts had ${script_ms.toFixed(1)} ms of the processor a key`;
