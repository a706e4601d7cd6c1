/** GPU memory comes back: when a figure has left, and when a network is closed. */
import assert from 'node:assert/strict';
import { startServer } from '../bench/benchServer.mjs';
import { suite } from '../browser/suite.mjs';

export async function run(browser) {
  const { test, results } = suite('GPU memory');
  const server = await startServer();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(240_000);
    await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/tests/parity/memory.html`);
    await page.waitForFunction(() => globalThis.memory !== undefined);
    await test('is returned by what has left, and runs go on', async () => {
      const { stages, isSame, values } = await page.evaluate(() => globalThis.memory.held());
      assert.deepEqual(stages.device, { buffers: 0, bytes: 0 });
      assert.ok(stages.ran.bytes > 2 * stages.opened.bytes, 'larger batches need more');
      // The weights stay.
      assert.equal(stages.rested.buffers, 1);
      assert.ok(stages.rested.bytes < stages.opened.bytes);
      assert.deepEqual(stages.restedAgain, stages.rested);
      assert.deepEqual(stages.disposed, { buffers: 0, bytes: 0 });
      assert.ok(isSame && values === 5 * 64, 'a run whose recorded step is freed gives the same');
      return Object.entries(stages)
        .map(([stage, { bytes }]) => `${stage} ${bytes}`)
        .join(', ');
    });
    await page.close();
  } finally {
    await server.close();
  }
  return results;
}
