/**
 * npm run bench:gpu [-- --out FILE] [--networks mnist-28,large,tiny] [--batches 1,16] [--engines ours,tfjs] [--minutes 9]
 *                   [--no-memory] [--gate-only] [--time-anyway] [--software]
 *                   [--tune [--tiles 10]]
 *                   [--bundle FOLDER [--with-node] [--with-vulkan-loader]]
 * The benchmark on this machine's GPU without a browser: Node on Dawn (npm `webgpu`). First the kernels, the sampler's
 * update, the noise and the networks are held against float64; times are taken only of what agrees, memory is watched
 * last. FILE is written after everything that is added to it.
 * --minutes stops after so many, with what is there. --tune times kernels in place of engines: where a step's time goes, and
 * whether other tiles of the convolutions are faster. --software takes Chromium's emulation in place of a GPU: it proves
 * that the command works, its times say nothing.
 * --bundle runs nothing and writes a folder for a machine without npm and network: `sh FOLDER/run.sh` takes the other
 * options there.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildNodeBench } from './gpuBench/build.mjs';
import { writeBundle } from './gpuBench/bundle.mjs';
import { benchOnGpu, networkIds, optionTable, shippedIn } from './gpuBench/command.mjs';
import { measuredCommit } from './measuredCommit.mjs';

const root = join(import.meta.dirname, '..');
const models = join(root, 'public/models');
const args = process.argv.slice(2);
const commit = measuredCommit();
const { values } = parseArgs({
  args,
  options: {
    ...optionTable,
    bundle: { type: 'string' },
    'with-node': { type: 'boolean', default: false },
    'with-vulkan-loader': { type: 'boolean', default: false },
  },
});

if (values.bundle === undefined) {
  await benchOnGpu(args, {
    load: async () => import(pathToFileURL(await buildNodeBench(join(root, 'node_modules/.bench-gpu'))).href),
    models,
    onnxruntime: new URL('.', pathToFileURL(createRequire(import.meta.url).resolve('onnxruntime-web/webgpu')))
      .href,
    commit,
  });
} else {
  const bytes = await writeBundle(values.bundle, {
    ids: networkIds(values.networks, shippedIn(models)),
    commit,
    withNode: values['with-node'],
    withVulkanLoader: values['with-vulkan-loader'],
  });
  console.log(`${values.bundle}: ${(bytes / 2 ** 20).toFixed(1)} MiB; there: sh run.sh --out report.json`);
}
