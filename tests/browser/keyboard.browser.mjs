/** Every control of every figure answers to its keys: its value changes, or what it moves. No network runs. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, scrollThrough, suite, watchedPage } from './suite.mjs';

const slugs = readdirSync(join(import.meta.dirname, '../../src/chapters'))
  .filter((name) => /^\d\d-/.test(name))
  .map((folder) => folder.slice(3));

/** What can be used by keys, and the keys of which one must tell (a slider may stand at its end). */
const kinds = {
  'input[type=range]': ['ArrowRight', 'ArrowLeft'],
  '[role=slider]': ['ArrowRight', 'ArrowLeft'],
  '.point-handle': ['ArrowRight', 'ArrowLeft', 'ArrowUp'],
  '[role=radiogroup]': ['ArrowRight'],
  '.switch input': [' '],
  select: ['ArrowDown', 'ArrowUp'],
  '[aria-pressed=false]': ['Enter'],
};

/** Runs in the page: the control, or the radio that takes the focus; focused. Null: it cannot be used now. */
function focusOf([figure, selector, i]) {
  const control = document.querySelectorAll(`#${figure} ${selector}`)[i];
  if (!control?.checkVisibility() && !control?.matches('input')) return null;
  const radio = control.matches('[role=radiogroup]')
    ? (control.querySelector('input:checked') ?? control.querySelector('input'))
    : control;
  if (!radio || radio.disabled || radio.getAttribute('aria-disabled') === 'true') return null;
  radio.focus();
  if (document.activeElement !== radio) return null;
  return (radio.getAttribute('aria-label') ?? radio.closest('[aria-label]')?.ariaLabel ?? radio.name) || '?';
}

/** Runs in the page: what a reader would see of a control's value. */
function valueOf([figure, selector, i]) {
  const control = document.querySelectorAll(`#${figure} ${selector}`)[i];
  if (selector.startsWith('[aria-pressed'))
    return [...document.querySelectorAll(`#${figure} [aria-pressed]`)].map((b) => b.ariaPressed).join();
  const radios = [...control.querySelectorAll('input')].map(({ checked }) => checked);
  const { ariaValueNow, ariaLabel, checked, value } = control;
  return JSON.stringify([ariaValueNow, ariaLabel, checked, value, control.getAttribute('transform'), radios]);
}

async function answers(page, place, keys) {
  for (const key of keys) {
    const before = await page.evaluate(valueOf, place);
    await page.keyboard.press(key);
    for (let wait = 0; wait < 30; wait++) {
      if ((await page.evaluate(valueOf, place)) !== before) return true;
      await page.waitForTimeout(wait < 5 ? 5 : 60);
    }
  }
  return false;
}

export async function run(browser, baseUrl) {
  const { test, results } = suite('keyboard');
  for (const slug of slugs) {
    await test(`${slug}: every control of its figures answers to its keys`, async () => {
      const { page, close } = await watchedPage(browser);
      // Weights never come: figures wait for them, and their controls work all the same.
      await page.route('**/*.safetensors', () => undefined);
      await openPage(page, `${baseUrl}${slug}/`);
      await scrollThrough(page, 60);
      const figures = await page.evaluate(() =>
        [...document.querySelectorAll('.fig[id]')].map(({ id }) => id),
      );
      const deaf = [];
      let count = 0;
      for (const figure of figures) {
        await page.locator(`#${figure}`).scrollIntoViewIfNeeded();
        for (const [selector, keys] of Object.entries(kinds)) {
          const total = await page.locator(`#${figure} ${selector}`).count();
          // Of a strip's many frames, three.
          for (let i = 0; i < (selector.startsWith('[aria-pressed') ? Math.min(total, 3) : total); i++) {
            const place = [figure, selector, i];
            const name = await page.evaluate(focusOf, place);
            if (name === null) continue;
            count++;
            if (!(await answers(page, place, keys))) deaf.push(`${figure} ${selector} “${name}”`);
          }
        }
      }
      assert.deepEqual(deaf, []);
      assert.ok(count > 0);
      await close();
      return `${count} controls`;
    });
  }
  await test('a digit is drawn by keys, and stands in the link', async () => {
    const { page, close } = await watchedPage(browser);
    await page.route('**/*.safetensors', () => undefined);
    await openPage(page, `${baseUrl}score-and-tweedie/#network=mnist-28&input.source=drawing&input.ink=`);
    await scrollThrough(page, 60);
    const pad = page.locator('.pad .pad-canvas');
    await pad.focus();
    const inkAfter = async (keys) => {
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForTimeout(500);
      return new URLSearchParams(new URL(page.url()).hash.slice(1)).get('input.ink');
    };
    const line = await inkAfter([' ', 'ArrowRight', 'ArrowRight', 'ArrowDown', ' ']);
    // Two letters a place: where the pen went down, the corner, the end.
    assert.match(line, /^[\w-]{6}$/);
    assert.equal((await inkAfter(['Shift+ArrowLeft', ' ', 'Shift+ArrowUp', ' '])).split('.').length, 2);
    assert.equal(await inkAfter(['Backspace']), line);
    await close();
  });
  return results;
}
