/**
 * Tensors, bytes and GPU bytes before and after 1,000 steps of a sampler: nothing may grow. A tiny network with every kind
 * of layer on every backend, the shipped one where its steps are quick.
 */
import { openBenchServer } from './benchServer.mjs';

const folder = '/models/mnist-28';

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

/** The page's `watchedMemory` (watchedMemory.ts), chunk by chunk, so that whoever waits sees it go on. */
async function* memoryOver(page, info, model) {
  const network = model === undefined ? 'tiny network' : 'shipped network';
  for (;;) {
    const { done, value } = await page.evaluate(() => globalThis.bench.next());
    if (done) return yield { network, ...info, ...value };
    yield { progress: `${info.backend}, ${network}: step ${value.done} of ${value.total}` };
  }
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
