/**
 * One U-Net step at batch 1 and 16 on each backend, beside onnxruntime-web's wasm on the same weights, in one run; and
 * what the backend holds before and after 1,000 steps. The ONNX files come from
 * `python -m diffusion_lines.export_onnx` (in models/).
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = '/models/mnist-28';
const onnx = (batch) => `/.cache/bench/mnist-28-batch-${batch}.onnx`;

/** Rounds and steps: an emulated graphics API takes seconds a step. */
const plans = {
  wasm: { rounds: { 1: 31, 16: 11 }, steps: 1000 },
  cpu: { rounds: { 1: 5, 16: 1 }, steps: 20 },
  webgl: { rounds: { 1: 5, 16: 3 }, steps: 1000 },
  webgpu: { rounds: { 1: 11, 16: 5 }, steps: 1000 },
};
const emulated = { rounds: { 1: 3, 16: 1 }, steps: 4 };

/** @returns {AsyncGenerator<object>} one row a measurement, as it is made */
export async function* run(browser, { backends = ['wasm', 'webgl', 'webgpu'], threads = true } = {}) {
  for (const batch of [1, 16]) {
    if (!existsSync(resolve(root, `.${onnx(batch)}`))) {
      throw new Error(`${onnx(batch)} is missing. In models/: python -m diffusion_lines.export_onnx`);
    }
  }
  const isolation = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  const server = await createServer({
    root,
    configFile: false,
    cacheDir: resolve(root, 'node_modules/.vite-bench'),
    logLevel: 'error',
    appType: 'mpa',
    server: { port: 0, host: '127.0.0.1', watch: null, hmr: false, headers: threads ? isolation : {} },
    worker: { format: 'es' },
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    optimizeDeps: {
      noDiscovery: true,
      exclude: ['onnxruntime-web'],
      include: ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
        (part) => `@tensorflow/tfjs-${part}`,
      ),
    },
  });
  await server.listen();
  const address = `http://127.0.0.1:${server.httpServer.address().port}/tests/bench/bench.html`;
  try {
    for (const backend of backends) {
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      await page.goto(address);
      await page.waitForFunction(() => globalThis.bench !== undefined, null, { timeout: 60_000 });
      const info = await page.evaluate((a) => globalThis.bench.open(...a), [backend, folder]);
      const plan = info.isSoftware ? emulated : plans[backend];
      for (const batch of [1, 16]) {
        const timing = await page.evaluate(
          (a) => globalThis.bench.time(...a),
          [batch, plan.rounds[batch], onnx(batch)],
        );
        yield { what: 'network call', backend, ...info, rounds: plan.rounds[batch], ...timing };
      }
      const held = await page.evaluate((steps) => globalThis.bench.memoryOver(steps), plan.steps);
      const isEqual = JSON.stringify(held.before) === JSON.stringify(held.after);
      yield { what: 'memory', backend, ...info, isEqual, ...held };
      await page.close();
    }
  } finally {
    await server.close();
  }
}

/** A row as a line for people. */
export function line(row) {
  const where = `${row.backend}${row.isSoftware ? ' (emulated)' : ''}, ${row.adapter}`;
  if (row.what === 'memory') {
    const { before, after } = row;
    const gpu = before.gpuBytes === null ? '' : `, GPU bytes ${before.gpuBytes} → ${after.gpuBytes}`;
    const counts = `tensors ${before.tensors} → ${after.tensors}, bytes ${before.bytes} → ${after.bytes}${gpu}`;
    return `${where}: over ${row.steps} steps ${counts}: ${row.isEqual ? 'equal' : 'NOT EQUAL'}`;
  }
  const [ours, ort] = [row.ours.toFixed(1), row.ort.toFixed(1)];
  const ratio = (row.ours / row.ort).toFixed(2);
  const apart = `apart by ${row.difference.toExponential(1)}`;
  return `${where}: batch ${row.batch}: ours ${ours} ms, ORT wasm (${row.threads} threads) ${ort} ms, ratio ${ratio}, ${apart}`;
}
