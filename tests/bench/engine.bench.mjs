/**
 * One U-Net step at batch 1 and 16 on each backend, beside onnxruntime-web's wasm on the same weights, in one run. Both
 * have one thread where ours runs on wasm; a second pair of rows gives onnxruntime-web all cores. The ONNX files come
 * from `python -m diffusion_lines.export_onnx` (in models/); without them ours is measured alone.
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBenchServer } from './benchServer.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = '/models/mnist-28';
const onnx = (batch) => `/.cache/bench/mnist-28-batch-${batch}.onnx`;

/** Rounds at each batch; an emulated graphics API takes seconds a step. */
const rounds = {
  wasm: { 1: 31, 16: 11 },
  cpu: { 1: 5, 16: 1 },
  webgl: { 1: 21, 16: 11 },
  webgpu: { 1: 21, 16: 11 },
};
const emulatedRounds = { 1: 3, 16: 1 };

/** Two float32 engines on the same weights are closer than this; ONNX files of an earlier export are not. */
const sameWeights = 1e-3;

/** @returns {AsyncGenerator<object>} one row a measurement, as it is made; rows of `progress` and `note` between them */
export async function* run(browser, { backends = ['wasm', 'webgl', 'webgpu'] } = {}) {
  const hasOnnx = [1, 16].every((batch) => existsSync(resolve(root, `.${onnx(batch)}`)));
  if (!hasOnnx) {
    yield {
      note: `${onnx(1).slice(1)} or its twin is missing, so ours is measured alone. In models/: python -m diffusion_lines.export_onnx`,
    };
  }
  const server = await openBenchServer(browser);
  try {
    for (const backend of backends) {
      // onnxruntime-web fixes its threads when it starts: a page each. Ours has one thread on wasm.
      for (const threads of backend === 'wasm' && hasOnnx ? [1, cpus().length] : [1]) {
        const { page, info } = await server.open(backend, folder);
        const count = info.isSoftware ? emulatedRounds : rounds[backend];
        for (const batch of [1, 16]) {
          const request = [batch, count[batch], hasOnnx ? onnx(batch) : null, threads];
          const timing = await page.evaluate((a) => globalThis.bench.time(...a), request);
          yield { ...info, rounds: count[batch], threads, ...timing };
        }
        await page.close();
      }
    }
  } finally {
    await server.close();
  }
}

const columns = (...cells) =>
  cells.map((cell, i) => String(cell).padEnd([30, 6, 12, 26, 8][i] ?? 0)).join('');

/** The table's first line. */
export const heading = columns(
  'one network call',
  'batch',
  'ours, ms',
  'onnxruntime-web wasm, ms',
  'ratio',
  'max|Δ|',
);

/** A row as a line for people. */
export function line(row) {
  const backend = row.isSoftware ? `${row.backend} (emulated)` : row.backend;
  const ours = `${backend}${row.backend === 'wasm' ? ', 1 thread' : ''}`;
  if (row.ort === null) return columns(ours, row.batch, row.ours.toFixed(1), '–', '–', '–');
  const { time, ratio, difference } = row.ort;
  const theirs = `${time.toFixed(1)} (${row.threads === 1 ? '1 thread' : `${row.threads} threads`})`;
  const apart =
    difference.toExponential(1) + (difference > sameWeights ? ' OTHER WEIGHTS: export the ONNX again' : '');
  return columns(ours, row.batch, row.ours.toFixed(1), theirs, ratio.toFixed(2), apart);
}
