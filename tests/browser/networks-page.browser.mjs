/** The page about the networks: its numbers stand in the static page, and what can be chosen answers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canvasHash, openPage, suite, watchedPage } from './suite.mjs';

const models = join(import.meta.dirname, '../../public/models');
const manifestOf = (id) => JSON.parse(readFileSync(join(models, id, 'manifest.json'), 'utf8'));
const BOOK = '[data-current="true"] .picture-book-picked > .picture-book-cell > canvas';

export async function run(browser, baseUrl) {
  const { test, results } = suite('networks page');
  const url = `${baseUrl}networks/`;

  await test('the front page and the top bar lead there', async () => {
    const { page, close } = await watchedPage(browser);
    await openPage(page, baseUrl);
    await page.locator('.contents a[href$="networks/"]').click();
    await page.locator('.network-report').first().waitFor();
    assert.equal(await page.locator('.side-pages [aria-current="page"]').count(), 1);
    await close();
  });

  await test('numbers and drawings stand in the page before any script runs', async () => {
    const { page, close } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(url);
    const report = page.locator('#mnist-28');
    const { parameters } = manifestOf('mnist-28');
    assert.match(
      await report.locator('.report-facts').textContent(),
      new RegExp(parameters.toLocaleString('en')),
    );
    assert.ok((await report.locator('.architecture-bar').count()) > 10);
    assert.ok((await report.locator('.report-table').count()) > 0);
    assert.match(await report.locator('pre').first().textContent(), /diffusion_lines\.train mnist-28/);
    await close();
  });

  await test('the blocks of every network add up to its manifest', async () => {
    const { page, problems, close } = await watchedPage(browser);
    await openPage(page, url);
    for (const report of await page.locator('.network-report').all()) {
      const id = await report.getAttribute('id');
      const table = report.locator('.architecture ~ .data');
      await table.locator('summary').click();
      // The table is made when it is opened.
      await table.locator('tbody tr').last().waitFor();
      const rows = await table
        .locator('tbody tr')
        .evaluateAll((all) =>
          all.map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll(',', ''))),
        );
      const sum = (column) => rows.slice(0, -1).reduce((total, row) => total + Number(row[column]), 0);
      assert.equal(sum(4), manifestOf(id).parameters, id);
      assert.equal(sum(5), manifestOf(id).bytes, id);
    }
    assert.deepEqual(problems, []);
    await close();
  });

  await test('another number of steps shows another grid, which is there', async () => {
    const { page, close } = await watchedPage(browser);
    await openPage(page, url);
    const report = page.locator('#mnist-28');
    const picture = report.locator('.report-grid img');
    const before = await picture.getAttribute('src');
    await report.getByRole('radio', { name: '10 steps' }).click({ force: true });
    await page.waitForFunction(
      (src) => document.querySelector('#mnist-28 .report-grid img').getAttribute('src') !== src,
      before,
    );
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('#mnist-28 .report-grid img').naturalWidth > 0);
    await close();
  });

  const bookAt = async (fragment) => {
    const { page, close } = await watchedPage(browser);
    await openPage(page, `${url}#${fragment}`);
    await page.locator('#figure-1').scrollIntoViewIfNeeded();
    await page.locator(BOOK).waitFor({ timeout: 30_000 });
    return { page, close };
  };
  const bookHash = async (fragment) => {
    const { page, close } = await bookAt(fragment);
    const hash = await canvasHash(page.locator(BOOK));
    await close();
    return hash;
  };

  await test('a link to a page of the picture book gives the same picture; sets and seeds give others', async () => {
    const train = await bookHash('picture-book.page=3&picture-book.pick=5');
    assert.equal(await bookHash('picture-book.page=3&picture-book.pick=5'), train);
    const test = await bookHash('picture-book.set=test&picture-book.page=3&picture-book.pick=5');
    const own = await bookHash('picture-book.set=own&picture-book.page=3&picture-book.pick=5');
    assert.equal(new Set([train, test, own]).size, 3);
  });

  await test('a wish is granted by every picture of the sheet', async () => {
    const { page, close } = await bookAt('picture-book.object=cat&picture-book.scene=night');
    const pictures = page.locator('.picture-book-sheet').getByRole('radio');
    const names = await pictures.evaluateAll((all) => all.map((radio) => radio.getAttribute('aria-label')));
    assert.equal(names.length, 48);
    for (const name of names) assert.match(name, /cat, night$/);
    // One stop of the Tab key, and the arrow keys choose.
    await pictures.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => location.hash.includes('picture-book.pick=1'));
    await close();
  });

  await test('a page turned is another page, and the link says so', async () => {
    const { page, close } = await bookAt('');
    const before = await canvasHash(page.locator(BOOK));
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.locator(BOOK).waitFor();
    await page.waitForFunction(() => location.hash.includes('picture-book.page=2'));
    await page.locator(BOOK).waitFor();
    assert.notEqual(await canvasHash(page.locator(BOOK)), before);
    await close();
  });
  return results;
}
