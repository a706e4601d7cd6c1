/** Presenting and symbol links, by keyboard and pointer. */
import assert from 'node:assert/strict';
import { openPage, suite, watchedPage } from './suite.mjs';

export async function run(browser, baseUrl) {
  const { test, results } = suite('presenting');
  const { page, problems, close } = await watchedPage(browser, { width: 1920, height: 1080 });
  await openPage(page, `${baseUrl}noise-a-picture/`);
  await page.locator('#figure-1 .histogram .bars').first().waitFor({ state: 'attached' });
  const visible = (selector) => page.locator(selector).filter({ visible: true }).count();

  await test('P shows one section, arrows open its steps, the figure keeps its state', async () => {
    await page.locator('#figure-1 .strip-frame').nth(5).click();
    await page.locator('h1').click();
    await page.keyboard.press('p');
    await page.locator('.scene[data-current]').waitFor();
    assert.equal(await visible('.scene'), 1);
    const first = await visible('.scene[data-current] > p');
    await page.keyboard.press('ArrowRight');
    assert.equal(await visible('.scene[data-current] > p'), first + 1);
    assert.equal(await page.locator('#figure-1 .bar .slider-value').textContent(), 't = 400');
  });

  await test('a clicker turns the page while a slider has the focus', async () => {
    const steps = await visible('.scene[data-current] > p');
    const slider = page.locator('#figure-1').getByRole('slider').first();
    await slider.focus();
    const value = await slider.inputValue();
    await page.keyboard.press('PageUp');
    assert.equal(await visible('.scene[data-current] > p'), steps - 1);
    await page.keyboard.press('PageDown');
    assert.equal(await visible('.scene[data-current] > p'), steps);
    assert.equal(await slider.inputValue(), value);
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await slider.inputValue(), value);
    await page.keyboard.press('ArrowLeft');
  });

  await test('derivation lines open one by one', async () => {
    for (let i = 0; i < 40 && (await visible('.derivation-line')) < 2; i++)
      await page.keyboard.press('PageDown');
    assert.equal(await visible('.derivation-line'), 2);
    await page.keyboard.press('PageUp');
    assert.equal(await visible('.derivation-line'), 1);
  });

  await test('B blanks, Esc leaves and shows everything again', async () => {
    await page.keyboard.press('b');
    assert.ok(await page.evaluate(() => document.documentElement.hasAttribute('data-blank')));
    await page.keyboard.press('b');
    await page.keyboard.press('Escape');
    assert.ok((await visible('.scene')) > 3);
    assert.equal(await page.locator('[data-waiting]').count(), 0);
  });

  await test('a symbol in an equation lights up in the figures, and back', async () => {
    await page.locator('.s-xt').first().hover();
    assert.ok((await page.locator('#figure-1 [data-symbol~=xt].lit').count()) > 0);
    await page.locator('#figure-1 .readout [data-symbol=snr]').hover();
    assert.ok((await page.locator('.s-snr.lit').count()) > 0);
    assert.equal(await page.locator('.s-xt.lit').count(), 0);
  });

  await test('a derivation opens line by line, and its numbers follow the sliders', async () => {
    const derivation = page.locator('[data-derivation=express-train]');
    const values = () => derivation.locator('.check-value').allTextContents();
    const before = await values();
    const slider = derivation.getByRole('slider').first();
    await slider.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    assert.notDeepEqual(await values(), before);
    assert.equal(await derivation.locator('.badge.bad').count(), 0);
    await derivation.locator('.switch').click();
    assert.equal(await derivation.locator('.derivation-line').filter({ visible: true }).count(), 1);
    await derivation.getByRole('button', { name: 'Next line' }).click();
    assert.equal(await derivation.locator('.derivation-line').filter({ visible: true }).count(), 2);
    assert.deepEqual(problems, []);
  });
  await close();
  return results;
}
