/** Which network runs: the link says it, the panel changes it, and no figure shows one network's pictures as another's. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, suite, watchedPage } from './suite.mjs';

const folder = join(import.meta.dirname, '../../public/models');
const manifests = readdirSync(folder).map((id) =>
  JSON.parse(readFileSync(join(folder, id, 'manifest.json'), 'utf8')),
);
const SHORT = 'race.ddpmSteps=3&race.middleSteps=2&race.ddimSteps=2&network.backend=wasm';

const figure = (page) => page.locator('#figure-1');
const isDone = (page) =>
  figure(page).locator('.work-bar-words', { hasText: /^Done/ }).waitFor({ timeout: 120_000 });
const status = (page) => figure(page).locator('.fig-status').textContent();
const classesOf = (page) => figure(page).locator('.class-choice .choice-option').allTextContents();
const widthsOf = (page) =>
  figure(page)
    .locator('.race-now canvas')
    .evaluateAll((canvases) => [...new Set(canvases.map(({ width }) => width))]);

/** Everything in the figure is of this network: its name, its classes, the size of its pictures. */
async function assertShows(page, { id, classNames, imageShape }) {
  assert.match(await status(page), new RegExp(`^${id} · `));
  assert.deepEqual(await classesOf(page), [...classNames, 'any']);
  assert.deepEqual(await widthsOf(page), [imageShape[2]]);
}

export async function run(browser, baseUrl) {
  const { test, results } = suite('networks');
  const at = (fragment) => `${baseUrl}samplers/#${SHORT}${fragment}`;

  for (const manifest of manifests)
    await test(`a link runs ${manifest.id}, and a class is asked for by name`, async () => {
      const name = manifest.classNames.at(-1);
      const { page, problems, close } = await watchedPage(browser);
      await openPage(page, at(`&network=${manifest.id}&race.label=${name}`));
      await isDone(page);
      await assertShows(page, manifest);
      assert.equal(await figure(page).locator('.class-choice [data-selected]').textContent(), name);
      assert.equal((await page.locator('.notices').textContent()).trim(), '');
      assert.deepEqual(problems, []);
      await close();
    });

  await test('a network that nobody knows gives a notice and the default', async () => {
    const { page, problems, close } = await watchedPage(browser);
    await openPage(page, at('&network=no-such-network'));
    await page.locator('.notices', { hasText: 'no-such-network' }).waitFor();
    await isDone(page);
    assert.doesNotMatch(await status(page), /no-such-network/);
    await page.waitForTimeout(500);
    assert.doesNotMatch(page.url(), /no-such-network/);
    assert.deepEqual(problems, []);
    await close();
  });

  await test('a class that the network does not have gives a notice and the first one', async () => {
    const { page, close } = await watchedPage(browser);
    await openPage(page, at('&race.label=unicorn'));
    await page.locator('.notices', { hasText: 'unicorn' }).waitFor();
    const [first] = await classesOf(page);
    assert.equal(await figure(page).locator('.class-choice [data-selected]').textContent(), first);
    await close();
  });

  if (manifests.length > 1)
    await test('changing the network during a run ends it, and the link and the figure follow', async () => {
      const { page, problems, close } = await watchedPage(browser);
      const [one, other] = manifests;
      await openPage(page, at(`&race.ddpmSteps=1000&network=${one.id}`).replace('race.ddpmSteps=3&', ''));
      await figure(page)
        .locator('.work-bar-words', { hasText: /^Running/ })
        .waitFor({ timeout: 60_000 });
      await page.waitForTimeout(1500);
      await figure(page).getByRole('button', { name: 'Change' }).click();
      await figure(page).locator('.network-panel').getByText(other.title).click();
      await page.waitForFunction(
        (id) => document.querySelector('#figure-1 .fig-status').textContent.startsWith(`${id} · `),
        other.id,
        { timeout: 60_000 },
      );
      await assertShows(page, other);
      await page.waitForTimeout(500);
      const link = new URLSearchParams(new URL(page.url()).hash.slice(1));
      assert.ok([other.id, null].includes(link.get('network')), `the link says ${link.get('network')}`);
      assert.equal(link.get('race.ddpmSteps'), '1000');
      assert.deepEqual(problems, []);
      await close();
    });
  return results;
}
