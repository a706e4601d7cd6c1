/**
 * npm run bench [-- --out file.json] [--only engine] [--backends wasm,webgpu]
 * Runs every tests/bench/*.bench.mjs, prints a line a measurement, and writes all of them as JSON. Each exports `line`
 * (and `heading`, the line above them) and `run`, a generator of rows; a row that has only `note` or `progress` is for
 * whoever waits, and is not kept.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string' },
    backends: { type: 'string' },
  },
});
let shownAt = 0;
/** On a terminal one line that is written over; elsewhere a line every ten seconds. */
function showProgress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (text && performance.now() - shownAt > 10_000) {
    shownAt = performance.now();
    console.error(text);
  }
}

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../tests/bench');
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.bench.mjs') && (values.only === undefined || file === `${values.only}.bench.mjs`),
);
const browser = await launchChromium();
const report = { browser: browser.version(), cpu: cpus()[0].model, cores: cpus().length, results: {} };
try {
  for (const file of files) {
    const { run, line, heading } = await import(pathToFileURL(resolve(folder, file)).href);
    const rows = [];
    report.results[file.replace('.bench.mjs', '')] = rows;
    const options = values.backends ? { backends: values.backends.split(',') } : {};
    for await (const row of run(browser, options)) {
      if (row.progress) showProgress(row.progress);
      else {
        showProgress('');
        if (!row.note && heading && rows.length === 0) console.log(heading);
        console.log(row.note ?? line(row));
        if (!row.note) rows.push(row);
      }
    }
  }
} finally {
  await browser.close();
}
if (values.out) {
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  writeFileSync(values.out, JSON.stringify(report, null, 2) + '\n');
}
