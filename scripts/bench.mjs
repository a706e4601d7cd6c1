/**
 * npm run bench [-- --out file.json] [--only speed] [--backends wasm,webgpu] [--networks mnist-28,large] [--batches 1]
 *   [--engines ours,tfjs] [--threads 2] [--steps 32, of a block at least]
 * Runs every tests/bench/*.bench.mjs, prints a line a measurement, and writes all of them as JSON. Each exports `line`
 * (and `heading`, the line above them) and `run`, a generator of rows; a row that has only `note` or `progress` is for
 * whoever waits, and is not kept. A row that has `report` (so far) is the file's top level, as the page _Speed_ writes it
 * too; the other benchmarks' rows stand in its `results`. The file is written after every row, with `complete: false`.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';
import { keptReport } from './keptReport.mjs';
import { measuredCommit } from './measuredCommit.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string' },
    backends: { type: 'string' },
    networks: { type: 'string' },
    batches: { type: 'string' },
    engines: { type: 'string' },
    threads: { type: 'string' },
    steps: { type: 'string' },
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
const report = keptReport(values.out, {
  date: new Date().toISOString(),
  commit: measuredCommit(),
  browser: browser.version(),
  cpu: cpus()[0].model,
  cores: cpus().length,
  results: {},
});
const lists = ['backends', 'networks', 'batches', 'engines'].filter((name) => values[name] !== undefined);
const options = {
  ...Object.fromEntries(lists.map((name) => [name, values[name].split(',')])),
  ...(values.threads === undefined ? {} : { threads: values.threads }),
  ...(values.steps === undefined ? {} : { steps: values.steps }),
};
try {
  for (const file of files) {
    const { run, line, heading } = await import(pathToFileURL(resolve(folder, file)).href);
    const name = file.replace('.bench.mjs', '');
    const rows = [];
    let hasReport = false;
    for await (const row of run(browser, options)) {
      if (row.progress) showProgress(row.progress);
      else if (row.report) {
        hasReport = true;
        report.put(row.report);
      } else {
        showProgress('');
        if (!row.note && heading && rows.length === 0) console.log(heading);
        console.log(row.note ?? line(row));
        if (row.note) continue;
        rows.push(row);
        if (!hasReport) report.put({ results: { ...report.contents.results, [name]: rows } });
      }
    }
    showProgress('');
  }
  report.finish();
} finally {
  await browser.close();
}
