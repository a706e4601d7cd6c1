/** The page about speed: what stands there before a run, a run on WebAssembly, and reports from files, good and bad. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axeViolations } from './pages.browser.mjs';
import { openPage, suite, watchedPage } from './suite.mjs';

/** Ours and tfjs on WebAssembly, one picture: seconds, where emulated graphics take minutes. */
const QUICK = '#speed.network=mnist-28&speed.on=wasm&speed.batch=1&speed.onnx=0';
/** A run that says nothing new for so long hangs; one that goes on is only slow. */
const SILENCE = 60_000;

const row = {
  net: 'mnist-28',
  batch: 1,
  engine: 'ours',
  backend: 'webgpu',
  step_ms: 2,
  p95_ms: 2.5,
  js_ms: 0.1,
  dispatches: 76,
  steps: 10,
  rounds: 3,
};
const report = {
  adapter: 'made for this test',
  software: true,
  browser: 'none',
  threads: 1,
  date: '2026-11-22T10:00:00Z',
  commit: '0000000',
  roofline: [],
  rows: [row, { ...row, engine: 'tfjs', step_ms: 9, p95_ms: 11 }],
  failed: [],
};
const file = (name, content) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

/** The figure that runs the benchmark, and the one that opens a report; others show reports of docs/benchmarks. */
const lab = (page) => page.locator('.fig:has(.speed-setup)');
const opened = (page) => page.locator('.fig:has(.speed-drop)');

/** Waits for the end of the run; throws with what it was doing if it breaks off or does not go on. */
async function runEnded(page) {
  const line = page.locator('.speed-run');
  let [now, heard] = ['', Date.now()];
  for (;;) {
    const said = await line.textContent();
    if (said.startsWith('Done in')) return;
    assert.equal(await line.getByRole('alert').count(), 0, said);
    const doing = await line
      .locator('.speed-now')
      .textContent({ timeout: 1000 })
      .catch(() => now);
    if (doing !== now) [now, heard] = [doing, Date.now()];
    assert.ok(Date.now() - heard < SILENCE, `nothing new for ${SILENCE / 1000} s: ${said}`);
    await page.waitForTimeout(300);
  }
}

export async function run(browser, baseUrl) {
  const { test, results } = suite('speed page');
  const url = `${baseUrl}speed/`;

  await test('costs stand in the page before any script runs, and no time does', async () => {
    const { page, close } = await watchedPage(browser, { javaScriptEnabled: false });
    await page.goto(url);
    assert.equal(await page.locator('.scene .katex-display').count(), 1);
    const costs = await page.locator('.report-table').first().locator('tbody tr').allTextContents();
    assert.ok(costs.length >= 4, `${costs.length} lines`);
    assert.match(costs.join('\n'), /8\.95/);
    assert.equal(await lab(page).locator('.speed-row').count(), 0);
    assert.match(await lab(page).locator('.speed-nothing').textContent(), /Nothing has been measured/);
    await close();
  });

  await test('a run on WebAssembly is shown, counted, kept as JSON, and opened again', async () => {
    const { page, problems, outside, close } = await watchedPage(browser);
    await openPage(page, url + QUICK);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('.speed-run progress').waitFor();
    await runEnded(page);
    const names = await lab(page).locator('.speed-name').allTextContents();
    assert.ok(names.includes('ours · WebAssembly'), names.join());
    assert.match(await lab(page).locator('.speed-ratios').textContent(), /a step of ours takes [\d.]+ ms/);
    assert.match(await page.locator('.speed-run').textContent(), /answered within \d+ ms in 95 of 100/);

    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the JSON' }).click();
    const download = await waiting;
    assert.match(download.suggestedFilename(), /^speed-\d{4}-\d\d-\d\d\.json$/);
    const kept = JSON.parse(readFileSync(await download.path(), 'utf8'));
    assert.equal(kept.rows.length, names.length);
    for (const { net, batch, backend, step_ms: step, p95_ms: p95, rounds } of kept.rows) {
      assert.deepEqual([net, batch, backend], ['mnist-28', 1, 'wasm']);
      assert.ok(step > 0 && p95 >= step && rounds >= 3);
    }
    await page.setInputFiles('input[type=file]', file('kept.json', kept));
    await page.locator('.speed-loaded').waitFor();
    assert.equal(await opened(page).locator('.speed-name').count(), names.length);
    assert.deepEqual(problems, []);
    assert.deepEqual(outside, []);
    await close();
    return `${kept.rows.map(({ engine, step_ms: step }) => `${engine} ${step.toFixed(1)} ms`).join(', ')}`;
  });

  await test('a run can be stopped, and another begun', async () => {
    const { page, problems, close } = await watchedPage(browser);
    await openPage(page, url + QUICK);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page
      .locator('.speed-run')
      .filter({ hasText: /^Stopped after/ })
      .waitFor();
    assert.equal(await page.getByRole('button', { name: 'Run again' }).count(), 1);
    assert.equal(await lab(page).locator('.speed-row').count(), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  await test('a run whose network cannot be had says which file is missing, and what it was doing', async () => {
    const { page, close } = await watchedPage(browser);
    await page.context().route('**/models/**', (route) => route.fulfill({ status: 404, body: '' }));
    await openPage(page, url + QUICK);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const alert = page.locator('.speed-run [role=alert]');
    await alert.waitFor();
    assert.match(await alert.textContent(), /config\.json could not be fetched \(status 404\)/);
    assert.match(await alert.textContent(), /MNIST digits.*: fetching the network/);
    assert.equal(await page.getByRole('button', { name: 'Run again' }).count(), 1);
    await close();
  });

  await test('what to measure stands in the link', async () => {
    const { page, close } = await watchedPage(browser);
    await openPage(page, url);
    await page.getByRole('radio', { name: '16 pictures' }).click({ force: true });
    await page.waitForFunction(() => location.hash.includes('speed.batch=16'));
    await close();
  });

  await test('a report from a file is shown with its device, and passes axe', async () => {
    const { page, problems, close } = await watchedPage(browser);
    await openPage(page, url);
    await page.setInputFiles('input[type=file]', file('elsewhere.json', report));
    await page.locator('.speed-loaded').waitFor();
    const text = await opened(page).textContent();
    for (const said of [
      'elsewhere.json',
      'made for this test',
      '4.50 times as long',
      'say nothing about a GPU',
    ])
      assert.ok(text.includes(said), said);
    await opened(page).locator('.speed-all summary').click();
    assert.deepEqual(await axeViolations(page), []);
    assert.deepEqual(problems, []);
    await close();
  });

  await test('a file that is no report is refused with a reason, and the page goes on', async () => {
    const { page, problems, close } = await watchedPage(browser);
    await openPage(page, url);
    const alert = page.locator('.speed-warning[role=alert]');
    const bad = [
      [file('empty.json', ''), /empty\.json cannot be shown.*empty/],
      [file('cut.json', JSON.stringify(report).slice(0, 100)), /not JSON, or it is cut off/],
      [file('package.json', { name: 'something' }), /no list named “rows”/],
      [file('page.json', { results: { page: [] } }), /other benchmarks \(page\)/],
      [file('text.json', { ...report, rows: [{ ...row, step_ms: 'quick' }] }), /“rows\[0\]\.step_ms”/],
      [file('picture.json', '\u0000\u0001PNG'), /not JSON/],
    ];
    for (const [one, reason] of bad) {
      await page.setInputFiles('input[type=file]', one);
      await alert.filter({ hasText: one.name }).waitFor();
      assert.match(await alert.textContent(), reason);
    }
    await page.setInputFiles('input[type=file]', file('good.json', report));
    await page.locator('.speed-loaded').waitFor();
    assert.equal(await alert.count(), 0);
    assert.deepEqual(problems, []);
    await close();
  });
  return results;
}
