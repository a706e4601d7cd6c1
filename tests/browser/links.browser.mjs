/** A shared link gives the same picture, and never crashes. */
import assert from 'node:assert/strict';
import { canvasHash, openPage, suite, watchedPage } from './suite.mjs';

const CHAPTER = 'noise-a-picture/';

const openAt = async (browser, url) => {
  const watched = await watchedPage(browser);
  await openPage(watched.page, url);
  await watched.page.locator('#figure-1 canvas').first().waitFor();
  await watched.page.waitForFunction(() => document.querySelector('#figure-1 .histogram .bars'));
  await watched.page.waitForTimeout(300);
  return watched;
};

const pictureAt = async (browser, url) => {
  const { page, close } = await openAt(browser, url);
  const hash = await canvasHash(page.locator('#figure-1 canvas').first());
  await close();
  return hash;
};

export async function run(browser, baseUrl) {
  const { test, results } = suite('links');
  const at = (fragment) => `${baseUrl}${CHAPTER}#${fragment}`;

  await test('the same link gives the same picture, another seed another one', async () => {
    const first = await pictureAt(browser, at('noise.t=420&noise.seed=7'));
    assert.equal(await pictureAt(browser, at('noise.t=420&noise.seed=7')), first);
    assert.notEqual(await pictureAt(browser, at('noise.t=420&noise.seed=8')), first);
  });

  await test('a moved slider is written into the link', async () => {
    const { page, close } = await openAt(browser, at('noise.t=300'));
    await page.locator('#figure-1 .strip-frame').last().click();
    await page.waitForTimeout(600);
    assert.match(page.url(), /noise\.t=1000/);
    await close();
  });

  const wrong = [
    ['out of range', 'noise.t=5000', 't = 1000'],
    ['not a number', 'noise.t=banana', 't = 300'],
    ['a fraction', 'noise.t=12.4', 't = 12'],
    ['infinite', 'noise.t=Infinity&noise.seed=NaN', 't = 300'],
    ['a flag that is none', 'noise.shrink=maybe', 't = 300'],
    ['markup', 'noise.t=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 't = 300'],
    ['broken escapes', 'noise.t=%E0%A4%A&%%%', 't = 300'],
    ['a prototype', '__proto__.t=1&constructor.t=2&noise.__proto__=3', 't = 300'],
    ['very long', `noise.t=${'9'.repeat(20000)}`, 't = 300'],
  ];
  for (const [name, fragment, shown] of wrong)
    await test(`a value that is ${name} is survived`, async () => {
      const { page, problems, close } = await openAt(browser, at(fragment));
      assert.equal(await page.locator('#figure-1 .slider-value').first().textContent(), shown);
      assert.deepEqual(problems, []);
      assert.equal(await page.locator('.notices img').count(), 0);
      await close();
    });

  await test('a clamped value says so', async () => {
    const { page, close } = await openAt(browser, at('noise.t=5000'));
    assert.match(await page.locator('.notices').textContent(), /t = 5000.*1000/);
    await close();
  });
  return results;
}
