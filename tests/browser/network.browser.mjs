/** The network in the built page: it starts, it computes, and every way its files can be wrong has a message. */
import assert from 'node:assert/strict';
import { openPage, suite, watchedPage } from './suite.mjs';

const CHAPTER = 'score-and-tweedie/';
const WEIGHTS = '**/diffusion_pytorch_model.fp16.safetensors';

/** Opens the chapter and brings the figure with the network into view. */
async function openFigure(browser, baseUrl, prepare = async () => {}) {
  const watched = await watchedPage(browser);
  const { page } = watched;
  await prepare(page);
  await openPage(page, baseUrl + CHAPTER);
  // Figures start when they come near: walk down until the network's one has its status.
  for (let i = 0; i < 40 && !(await page.locator('.network-change').count()); i++) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(150);
  }
  await page.locator('.network-change').first().scrollIntoViewIfNeeded();
  return watched;
}

const fulfilJson = (change) => async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, json: change(await response.json()) });
};

export async function run(browser, baseUrl) {
  const { test, results } = suite('network');

  await test('starts in the built page and tells what it runs on', async () => {
    const { page, problems, outside, close } = await openFigure(browser, baseUrl);
    await page.waitForFunction(() => /ms a network call/.test(document.body.textContent), null, {
      timeout: 60_000,
    });
    const status = await page
      .locator('.fig-status', { has: page.locator('.network-change') })
      .first()
      .textContent();
    assert.match(status, /WebAssembly|WebGPU|WebGL/);
    assert.deepEqual(problems, []);
    assert.deepEqual(outside, []);
    await close();
    return status;
  });

  const wrong = [
    ['missing weights', WEIGHTS, (route) => route.fulfill({ status: 404, body: '' }), /could not be fetched/],
    [
      'truncated weights',
      WEIGHTS,
      async (route) => {
        const response = await route.fetch();
        const body = (await response.body()).subarray(0, 200_000);
        await route.fulfill({ status: 200, body, headers: { 'content-type': 'application/octet-stream' } });
      },
      /incomplete|not the ones/,
    ],
    [
      'weights of the wrong hash',
      WEIGHTS,
      async (route) => {
        const response = await route.fetch();
        const body = Buffer.from(await response.body());
        body[body.length - 1] ^= 1;
        await route.fulfill({ response, body });
      },
      /not the ones that this page was made with/,
    ],
    [
      'a network that is no UNet2DModel',
      '**/models/*/config.json',
      fulfilJson((config) => ({ ...config, _class_name: 'UNet2DConditionModel' })),
      /not a UNet2DModel/,
    ],
  ];
  for (const [name, address, answer, message] of wrong)
    await test(`${name}: a message says what to do, and the page lives on`, async () => {
      const { page, close } = await openFigure(browser, baseUrl, (page) => page.route(address, answer));
      const alert = page.locator('.network-failure').first();
      await alert.waitFor({ timeout: 30_000 });
      assert.match(await alert.textContent(), message);
      await page.unroute(address);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await page.waitForFunction(() => /ms a network call/.test(document.body.textContent), null, {
        timeout: 60_000,
      });
      assert.equal(await page.locator('.network-failure').count(), 0);
      await close();
    });
  return results;
}
