/** The race end to end on WebAssembly: recorded at once, then live; the same link gives the same pictures. */
import assert from 'node:assert/strict';
import { suite, watchedPage } from './suite.mjs';

const SHORT = 'race.ddpmSteps=4&race.middleSteps=3&race.ddimSteps=5&network.backend=wasm';

/** One number for all pictures of the first figure, in order. */
const picturesOf = (page) =>
  page.locator('#figure-1 canvas').evaluateAll((canvases) => {
    let hash = 2166136261;
    for (const canvas of canvases)
      for (const byte of canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)
        hash = Math.imul(hash ^ byte, 16777619) >>> 0;
    return hash;
  });

const figure = (page) => page.locator('#figure-1');

const isDone = (page) =>
  figure(page).locator('.work-bar-words', { hasText: /^Done/ }).waitFor({ timeout: 120_000 });

async function runOf(browser, url) {
  const watched = await watchedPage(browser);
  await watched.page.goto(url);
  await isDone(watched.page);
  const pictures = await picturesOf(watched.page);
  return { ...watched, pictures };
}

export async function run(browser, baseUrl) {
  const { test, results } = suite('race');
  const at = (fragment) => `${baseUrl}samplers/#${fragment}`;

  await test('a recorded trajectory paints before the network is there, and says so', async () => {
    const { page, problems, close } = await watchedPage(browser);
    let answer;
    const held = new Promise((resolve) => (answer = resolve));
    await page.route('**/*.safetensors', async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.goto(at('network.backend=wasm'));
    await figure(page).getByText('Recorded', { exact: false }).first().waitFor();
    await figure(page).locator('.film-strip canvas').nth(2).waitFor();
    // The last picture of a strip stands at its end.
    const brightness = await figure(page)
      .locator('.film-strip canvas')
      .last()
      .evaluate((canvas) =>
        Math.max(
          ...canvas
            .getContext('2d')
            .getImageData(canvas.width - 28, 0, 28, canvas.height)
            .data.filter((_, i) => i % 4 === 0),
        ),
      );
    assert.ok(brightness > 128, 'the last picture of the recording is dark');
    assert.match(await figure(page).locator('.fig-status').textContent(), /loading/);
    answer();
    assert.deepEqual(problems, []);
    await close();
  });

  await test('the live network runs to the end, and the same link gives the same pictures bit for bit', async () => {
    const first = await runOf(browser, at(`${SHORT}&race.seed=11`));
    assert.deepEqual(first.problems, []);
    assert.deepEqual(first.outside, []);
    await first.close();
    const again = await runOf(browser, at(`${SHORT}&race.seed=11`));
    assert.equal(again.pictures, first.pictures);
    await again.close();
    const other = await runOf(browser, at(`${SHORT}&race.seed=12`));
    assert.notEqual(other.pictures, first.pictures);
    await other.close();
  });

  await test('a long run can be paused, resumed and cancelled, and keeps what it has', async () => {
    const { page, problems, close } = await watchedPage(browser);
    await page.goto(at('race.ddpmSteps=1000&network.backend=wasm'));
    const button = (name) => figure(page).getByRole('button', { name, exact: true });
    await figure(page)
      .locator('.work-bar-words', { hasText: /^Running/ })
      .waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1500);
    await button('Pause').click();
    await button('Go on').waitFor();
    // The step that was under way ends first, which takes a busy machine its time.
    const afterASecond = () => page.waitForTimeout(1000).then(() => figure(page).textContent());
    let paused = await afterASecond();
    for (let i = 0; i < 10 && (await afterASecond()) !== paused; i++) paused = await afterASecond();
    assert.equal(await afterASecond(), paused, 'it went on while paused');
    await button('Go on').click();
    await button('Cancel').click();
    await button('Run again').waitFor();
    assert.deepEqual(problems, []);
    await close();
  });
  return results;
}
