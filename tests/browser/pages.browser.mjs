/** Every page: opens without an error, asks nobody outside, fits its window, passes axe, can be walked by Tab. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openPage, scrollThrough, suite, twoAtOnce, watchedPage } from './suite.mjs';
import { tabWalk } from './tabWalk.mjs';

const chapters = readdirSync(join(import.meta.dirname, '../../src/chapters')).filter((name) =>
  /^\d\d-/.test(name),
);
const beside = readdirSync(join(import.meta.dirname, '../../src/pages'));
const paths = ['', ...chapters.map((folder) => `${folder.slice(3)}/`), ...beside.map((slug) => `${slug}/`)];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axeViolations(page) {
  // The page's policy forbids inline scripts; evaluate() is not one.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
}

export async function run(browser, baseUrl) {
  const { test, results } = suite('pages');
  const wide = (path) =>
    test(`/${path} opens, every figure starts, nothing leaves the origin, Tab goes everywhere`, async () => {
      const { page, problems, outside, close } = await watchedPage(browser);
      await openPage(page, baseUrl + path);
      await scrollThrough(page);
      await page.waitForTimeout(800);
      assert.deepEqual(problems, []);
      assert.deepEqual(outside, []);
      const empty = await page.locator('.fig-body:empty').count();
      assert.equal(empty, 0, `${empty} figures did not start`);
      assert.equal(await page.locator('.failure').count(), 0, 'a figure failed');
      assert.deepEqual(await axeViolations(page), []);
      const { stops, comesRound, nameless, unseen, missed } = await tabWalk(page);
      assert.ok(comesRound, `Tab does not leave ${stops.at(-1)?.html}`);
      assert.deepEqual(nameless, [], 'without a name');
      assert.deepEqual(unseen, [], 'without a visible focus');
      assert.deepEqual(missed, [], 'not reached by Tab');
      await close();
      return `${stops.length} stops of the Tab key`;
    });
  const narrow = (path) =>
    test(`/${path} fits 390 px`, async () => {
      const { page, problems, close } = await watchedPage(browser, { width: 390, height: 844 });
      await openPage(page, baseUrl + path);
      await scrollThrough(page, 80);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `the page is ${width} px wide`);
      assert.deepEqual(problems, []);
      await close();
    });
  await twoAtOnce(paths.flatMap((path) => [() => wide(path), () => narrow(path)]));
  await test('the static page holds its TeX and its words before any script runs', async () => {
    const { page, close } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(`${baseUrl}${paths[1]}`);
    assert.ok((await page.locator('.katex').count()) > 20);
    assert.ok((await page.locator('.derivation-line').count()) > 5);
    await close();
  });
  return results;
}
