/**
 * src/bench in a headless browser: a step of every engine, on every shipped network and on one of 8.95 M parameters, at
 * batch 1 and 16. Options: --networks, --batches, --backends, --engines (each a list with commas).
 */
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { addedBy } from '../../scripts/keptReport.mjs';
import { measuredCommit } from '../../scripts/measuredCommit.mjs';
import { startServer } from './benchServer.mjs';

const root = resolve(import.meta.dirname, '../..');
const shipped = () =>
  readdirSync(resolve(root, 'public/models')).filter((id) =>
    existsSync(resolve(root, `public/models/${id}/manifest.json`)),
  );

/** @returns {AsyncGenerator<object>} rows as they come, rows of `progress` and `note` between them, the report so far and at last */
export async function* run(browser, options = {}) {
  const {
    networks = [...shipped(), 'large'],
    batches = [1, 16],
    backends,
    engines,
    threads = 1,
    steps = 2,
  } = options;
  const server = await startServer();
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  let report = { cpu: cpus()[0].model, cores: cpus().length };
  try {
    // Events wait here until somebody asks for them.
    const events = [];
    let wake = () => undefined;
    await page.exposeFunction('onSpeedEvent', (event, said) => {
      events.push({ event, said });
      wake();
    });
    await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/tests/bench/speed.html`);
    await page.waitForFunction(() => globalThis.runSpeed !== undefined, null, { timeout: 120_000 });
    const request = {
      networks,
      batches: batches.map(Number),
      // Whoever names both knows how long it takes where a CPU computes.
      takesAll: options.networks !== undefined && options.batches !== undefined,
      backends,
      engines,
      threads: Number(threads),
      effort: { fewestSteps: Number(steps) },
    };
    const ending = page
      .evaluate((asked) => globalThis.runSpeed(asked), {
        ...request,
        browser: `Chromium ${browser.version()}`,
        commit: measuredCommit(),
      })
      .then(() => events.push(null))
      .catch((error) => events.push(error))
      .finally(() => wake());
    for (;;) {
      if (events.length === 0) await new Promise((done) => (wake = done));
      const event = events.shift();
      if (event === null) break;
      if (event instanceof Error) throw event;
      if (event === undefined) continue;
      const added = addedBy(event.event, report);
      if (added !== null) yield { report: (report = { ...report, ...added }) };
      yield* rowsOf(event.event, event.said);
    }
    await ending;
  } finally {
    await page.close();
    await server.close();
  }
}

function* rowsOf(event, said) {
  switch (event.kind) {
    case 'progress':
      yield { progress: `${event.done} of ${event.total}: ${said}` };
      break;
    case 'environment': {
      const { adapter, software } = event.environment;
      yield { note: `adapter: ${adapter}${software ? ' (these are no milliseconds of a GPU)' : ''}` };
      break;
    }
    case 'roofline': {
      const { net, batch, macs, bytes, bound_ms: bound, dispatch_ms: price } = event.roofline;
      const ms =
        bound === null ? '' : `, at least ${bound.toFixed(2)} ms, and ${price.toFixed(2)} ms for dispatches`;
      yield {
        note: `${net}, batch ${batch}: ${(macs / 1e9).toFixed(2)} GMAC, ${(bytes / 1e6).toFixed(1)} MB${ms}`,
      };
      break;
    }
    case 'failed':
      yield { note: said.split('\n')[0] };
      break;
    case 'row':
      yield event.row;
  }
}

const widths = [18, 6, 48, 12, 10, 10, 11, 9, 10, 10];
const columns = (...cells) => cells.map((cell, i) => String(cell).padEnd(widths[i] ?? 0)).join('');

/** The table's first line. */
export const heading = columns(
  ...[
    'network',
    'batch',
    'engine',
    'ms a step',
    'p95',
    'JS, ms',
    'dispatches',
    'submits',
    'MB bound',
    'max|Δ|',
  ],
);

/** A row as a line for people. */
export function line(row) {
  const shown = (value, digits) => (value === null ? '–' : value.toFixed(digits));
  return columns(
    row.net,
    row.batch,
    [row.engine, row.backend, row.variant].filter(Boolean).join(', '),
    shown(row.step_ms, 2),
    shown(row.p95_ms, 2),
    shown(row.js_ms, 3),
    shown(row.dispatches, 1),
    shown(row.submits, 2),
    row.bytes === null ? '–' : shown(row.bytes / 1e6, 1),
    row.parity === null ? 'reference' : row.parity.toExponential(1),
  );
}
