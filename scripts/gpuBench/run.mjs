/** What starts the benchmark in a folder that `npm run bench:gpu -- --bundle` has written; run.sh calls it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchOnGpu } from './scripts/gpuBench/command.mjs';

const here = import.meta.dirname;
const { commit } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
await benchOnGpu(process.argv.slice(2), {
  load: () => import('./bench/nodeBench.js'),
  models: join(here, 'models'),
  onnxruntime: new URL('./onnxruntime/', import.meta.url).href,
  commit,
});
