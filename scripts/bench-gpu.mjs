/**
 * npm run bench:gpu [-- --out FILE] [--networks mnist-28,large,tiny] [--batches 1,16] [--engines ours,tfjs] [--minutes 9]
 *                   [--no-memory] [--gate-only] [--time-anyway] [--software]
 *                   [--tune [--tiles 10]]
 * The benchmark on this machine's GPU without a browser: Node on Dawn (npm `webgpu`). First the kernels, the sampler's
 * update, the noise and the networks are held against float64; times are taken only of what agrees, memory is watched
 * last. FILE is written after everything that is added to it.
 * --minutes stops after so many, with what is there. --tune times kernels in place of engines: where a step's time goes, and
 * whether other tiles of the convolutions are faster. --software takes Chromium's emulation in place of a GPU: it proves
 * that the command works, its times say nothing.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildNodeBench } from './gpuBench/build.mjs';
import { benchOnGpu } from './gpuBench/command.mjs';
import { measuredCommit } from './measuredCommit.mjs';

const root = join(import.meta.dirname, '..');
await benchOnGpu(process.argv.slice(2), {
  load: async () => import(pathToFileURL(await buildNodeBench(join(root, 'node_modules/.bench-gpu'))).href),
  models: join(root, 'public/models'),
  onnxruntime: new URL('.', pathToFileURL(createRequire(import.meta.url).resolve('onnxruntime-web/webgpu')))
    .href,
  commit: measuredCommit(),
});
