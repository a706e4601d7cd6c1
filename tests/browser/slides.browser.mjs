/** Every slide of every chapter fits its window, at every step that the keys open; within a page nothing moves. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, scrollThrough, suite, watchedPage } from './suite.mjs';

const slugs = readdirSync(join(import.meta.dirname, '../../src/chapters'))
  .filter((name) => /^\d\d-/.test(name))
  .map((folder) => folder.slice(3));
const windows = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
];

/** Runs in the page, after it was laid out: where the slide is, how far it overflows, what is seen of it. */
const slideNow = () =>
  new Promise((done) => {
    requestAnimationFrame(() =>
      setTimeout(() => {
        const main = document.querySelector('main');
        const scene = main.querySelector('.scene[data-current]');
        const steps = [...scene.querySelectorAll(':scope > :not(.derivation, .fig, h2), .derivation-line')];
        const isSeen = (step) => step.checkVisibility();
        const now = scene.querySelector('[data-now]');
        done({
          slide: [...document.querySelectorAll('.scene')].indexOf(scene),
          newest: now ? steps.indexOf(now) : -1,
          isNewestSeen: now === null || isSeen(now),
          // A check belongs to its line.
          isChecked: !now?.matches('.derivation-line') || isSeen(now.querySelector('.badge')),
          over: Math.max(main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth),
          tops: Object.fromEntries(
            steps.flatMap((step, i) => (isSeen(step) ? [[i, step.getBoundingClientRect().top]] : [])),
          ),
        });
      }, 0),
    );
  });

/** A figure is drawn smaller within a few frames of its first showing. */
async function settled(page) {
  let state = await page.evaluate(slideNow);
  for (let i = 0; i < 40 && state.over > 0; i++) {
    await page.waitForTimeout(50);
    state = await page.evaluate(slideNow);
  }
  return state;
}

export async function run(browser, baseUrl) {
  const { test, results } = suite('slides');
  for (const slug of slugs) {
    await test(`${slug}: every slide fits, nothing moves within a page`, async () => {
      const { page, problems, close } = await watchedPage(browser, windows[0]);
      // Figures are laid out without their network.
      await page.route('**/*.safetensors', () => undefined);
      await openPage(page, `${baseUrl}${slug}/`);
      await scrollThrough(page, 60);
      let count = 0;
      for (const size of windows) {
        await page.setViewportSize(size);
        await page.evaluate(() => scrollTo(0, 0));
        await page.keyboard.press('p');
        await page.locator('.scene[data-current]').waitFor();
        let before = null;
        for (;;) {
          const now = await settled(page);
          const where = `${size.width} × ${size.height}, slide ${now.slide + 1}, step ${now.newest}`;
          if (before && now.slide === before.slide && now.newest === before.newest) break;
          count++;
          assert.ok(now.over <= 0, `${where}: ${now.over} px too large`);
          assert.ok(now.isNewestSeen && now.isChecked, `${where}: not seen`);
          const seen = Object.keys(now.tops);
          const isSamePage = before?.slide === now.slide && before.first === seen[0];
          for (const i of isSamePage ? seen.filter((step) => step in before.tops) : [])
            assert.ok(Math.abs(now.tops[i] - before.tops[i]) < 1, `${where}: step ${i} moved`);
          before = { ...now, first: seen[0] };
          await page.keyboard.press('PageDown');
        }
        await page.keyboard.press('Escape');
      }
      assert.deepEqual(problems, []);
      await close();
      return `${count} steps`;
    });
  }
  return results;
}
