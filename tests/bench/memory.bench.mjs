/**
 * Tensors, bytes and GPU bytes before and after 1,000 steps of a sampler: nothing may grow. A tiny network with every kind
 * of layer on every backend, the shipped one where its steps are quick.
 */
import { openBenchServer } from './benchServer.mjs';

const folder = '/models/mnist-28';
/** Steps of the run whose memory is watched, and of the run before it, which has chunks of the same sizes (page.ts). */
const steps = 1000;
const warmUp = 104;

/** @returns {AsyncGenerator<object>} a row a network and backend; rows of `progress` between them */
export async function* run(browser, { backends = ['wasm', 'webgl', 'webgpu'] } = {}) {
  const server = await openBenchServer(browser);
  try {
    for (const backend of backends) {
      for (const model of [undefined, folder]) {
        const { page, info } = await server.open(backend, model);
        // The shipped network would take an hour on an emulated graphics API, and on one in JavaScript.
        const isSlow = info.isSoftware || backend === 'cpu';
        if (model === undefined || !isSlow) yield* memoryOver(page, info, model);
        await page.close();
      }
    }
  } finally {
    await server.close();
  }
}

/** What the backend holds before and after a run; one of the same kind fills its pools first. */
async function* memoryOver(page, info, model) {
  const network = model === undefined ? 'tiny network' : 'shipped network';
  const walk = async function* (count) {
    await page.evaluate((n) => globalThis.bench.beginRun(n), count);
    let at;
    while ((at = await page.evaluate(() => globalThis.bench.continueRun())) !== null) {
      yield { progress: `${info.backend}, ${network}: step ${at.done} of ${at.total}` };
    }
  };
  yield* walk(warmUp);
  const before = await page.evaluate(() => globalThis.bench.memory());
  const started = performance.now();
  yield* walk(steps);
  const seconds = (performance.now() - started) / 1000;
  const after = await page.evaluate(() => globalThis.bench.memory());
  const isEqual = JSON.stringify(before) === JSON.stringify(after);
  yield { network, ...info, steps, seconds, isEqual, before, after };
}

/** A row as a line for people. */
export function line(row) {
  const backend = row.isSoftware ? `${row.backend} (emulated)` : row.backend;
  const change = (name) => `${row.before[name]} → ${row.after[name]}`;
  const gpu = row.before.gpuBytes === null ? '' : `, GPU bytes ${change('gpuBytes')}`;
  const counts = `tensors ${change('tensors')}, bytes ${change('bytes')}${gpu}`;
  const verdict = row.isEqual ? 'equal' : 'NOT EQUAL';
  return `${backend}, ${row.network}, ${row.steps} steps in ${row.seconds.toFixed(0)} s: ${counts}: ${verdict}`;
}
