/**
 * npm run bench [-- --out file.json] [--only engine] [--backends wasm,webgpu] [--single-thread]
 * Runs every tests/bench/*.bench.mjs (each exports `run`, a generator of rows, and `line`), prints a line a measurement, and writes all of them as JSON.
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
    'single-thread': { type: 'boolean', default: false },
  },
});
const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../tests/bench');
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.bench.mjs') && (values.only === undefined || file === `${values.only}.bench.mjs`),
);
const browser = await launchChromium();
const report = { browser: browser.version(), cpu: cpus()[0].model, cores: cpus().length, results: {} };
try {
  for (const file of files) {
    const { run, line } = await import(pathToFileURL(resolve(folder, file)).href);
    const rows = [];
    report.results[file.replace('.bench.mjs', '')] = rows;
    const options = {
      threads: !values['single-thread'],
      ...(values.backends && { backends: values.backends.split(',') }),
    };
    for await (const row of run(browser, options)) {
      rows.push(row);
      console.log(line(row));
    }
  }
} finally {
  await browser.close();
}
if (values.out) {
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  writeFileSync(values.out, JSON.stringify(report, null, 2) + '\n');
}
