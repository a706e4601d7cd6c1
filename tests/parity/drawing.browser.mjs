/**
 * Frames that are only looked at are drawn on the device: nothing is read back, and the pixels are those that figures
 * paint from numbers. In a browser of its own, whose compositor runs on the emulated device too.
 */
import { CANVAS_FLAGS, launchChromium } from '../../scripts/browser.mjs';
import { startServer } from '../bench/benchServer.mjs';
import { suite } from '../browser/suite.mjs';
import assert from 'node:assert/strict';

/** 16×16, made for tests: one picture takes seconds on SwiftShader, not minutes. */
const folder = '/tests/fixtures/network/dropped/one-level-zero-snr';

export async function run() {
  const { test, results } = suite('frames drawn on the device');
  const server = await startServer();
  const browser = await launchChromium(CANVAS_FLAGS);
  const address = `http://127.0.0.1:${server.httpServer.address().port}/tests/parity/drawing.html`;
  const open = async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(240_000);
    await page.goto(address);
    await page.waitForFunction(() => globalThis.drawing !== undefined);
    return page;
  };
  try {
    const page = await open();
    await test('this browser draws', async () =>
      assert.equal(await page.evaluate(() => globalThis.drawing.open()), true));

    await test('pictures of random shapes and numbers are as figures paint them', async () => {
      const seed = 1 + (Date.now() % 1e9);
      const seen = await page.evaluate((s) => globalThis.drawing.drawn(s, 20), seed);
      const worst = seen.reduce((a, b) => (a.difference > b.difference ? a : b));
      assert.ok(worst.difference <= 1, `${worst.name}: ${worst.difference} of 255`);
      return `${seen.length} sheets, worst ${worst.difference}/255`;
    });

    for (const [keep, pictures] of [
      ['every', 7 * 3 * 3],
      ['newest', 2 * 3],
      ['last', 0],
    ])
      await test(`a run whose frames are only shown reads nothing back, ${keep}`, async () => {
        const seen = await page.evaluate((k) => globalThis.drawing.runs(k), keep);
        assert.deepEqual(seen.times[1], seen.times[0]);
        assert.deepEqual(seen.steps, [1, 5, 7]);
        // Only the result, when the run ends.
        assert.deepEqual(seen.readbacks, [0, 0, 1]);
        assert.equal(seen.onSheets, pictures);
        assert.ok(seen.difference <= 1, `${seen.difference} of 255`);
        assert.equal(seen.result, 0);
        assert.deepEqual(seen.after, seen.before);
        return `${seen.onSheets} pictures, worst ${seen.difference}/255`;
      });

    await test('where nothing can be drawn, the frames come in numbers', async () =>
      assert.equal(await page.evaluate((f) => globalThis.drawing.withoutDrawing(f), folder), true));
    await page.close();

    await test('sheets come through the worker', async () => {
      const other = await open();
      // The engine does not draw on emulated devices; here it may.
      await other.route('**/src/engine/device.ts*', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('draws: !isSoftware', 'draws: true');
        await route.fulfill({ response, body });
      });
      const seen = await other.evaluate((f) => globalThis.drawing.throughTheWorker(f), folder);
      assert.equal(seen.sheets, 3);
      assert.equal(seen.numbers, 1);
      assert.ok(seen.range[1] - seen.range[0] > 100, `a picture from ${seen.range[0]} to ${seen.range[1]}`);
      await other.close();
    });
  } finally {
    await browser.close();
    await server.close();
  }
  return results;
}
