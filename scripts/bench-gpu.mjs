/**
 * npm run bench:gpu [-- --out FILE] [--networks mnist-28,large,tiny] [--batches 1,16] [--engines ours,tfjs]
 *                   [--software] [--gate-only]
 * The benchmark on this machine's GPU without a browser: Node on Dawn (npm `webgpu`). First the kernels, the sampler's
 * update, the noise and the networks are held against float64; times are taken only if all of it agrees.
 * --software takes Chromium's emulation in place of a GPU: it proves that the command works, its times say nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { NoDawn, openDawn } from './dawn.mjs';
import { addedBy, keptReport } from './keptReport.mjs';
import { measuredCommit } from './measuredCommit.mjs';

const root = join(import.meta.dirname, '..');
const models = join(root, 'public/models');
const shipped = readdirSync(models, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    networks: { type: 'string', default: [...shipped, 'large'].join(',') },
    batches: { type: 'string', default: '1,16' },
    engines: { type: 'string' },
    software: { type: 'boolean', default: false },
    'gate-only': { type: 'boolean', default: false },
  },
});
const ids = values.networks.split(',');
const known = [...shipped, 'large', 'tiny'];
const unknown = ids.find((id) => !known.includes(id));
if (unknown !== undefined) throw new Error(`No network '${unknown}'; there are ${known.join(', ')}.`);

/** One file for Node, of the same sources that a page loads. */
async function bundled() {
  const outDir = join(root, 'node_modules/.bench-gpu');
  await build({
    root,
    configFile: join(root, 'build/engineConfig.ts'),
    logLevel: 'error',
    // tfjs' packages name their modules for bundlers only, and ask for `require` where there is Node.
    ssr: { noExternal: true },
    resolve: { dedupe: ['@tensorflow/tfjs-core'] },
    build: {
      ssr: 'tests/bench/nodeBench.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        output: {
          banner:
            "import { createRequire as createRequireHere } from 'node:module';\n" +
            'const require = createRequireHere(import.meta.url);',
        },
      },
    },
  });
  return import(pathToFileURL(join(outDir, 'nodeBench.js')).href);
}

const filesOf = (id) =>
  readdirSync(join(models, id))
    .filter((file) => /\.(json|safetensors)$/.test(file))
    .map((file) => ({ path: `${id}/${file}`, file: new Blob([readFileSync(join(models, id, file))]) }));

/** Memory before and after 1,000 steps of every network at every batch; only the tiny one where graphics are emulated. */
async function memoriesOver(memory, networks, batches, software) {
  const found = [];
  for (const [net, folder] of networks) {
    if (software && net !== 'tiny') continue;
    for (const batch of batches) {
      const run = memory(folder, batch);
      let step = await run.next();
      for (; !step.done; step = await run.next())
        process.stderr.write(`memory of ${net} × ${batch}: step ${step.value.done} of ${step.value.total}\n`);
      const { isEqual, before, after, seconds, steps } = step.value;
      const change = `GPU bytes ${before.gpuBytes} → ${after.gpuBytes}: ${isEqual ? 'equal' : 'NOT EQUAL'}`;
      console.log(`${`${net} × ${batch}`.padEnd(22)}  ${steps} steps in ${seconds.toFixed(1)} s, ${change}`);
      found.push({ network: net, ...step.value });
    }
  }
  return found;
}

const number = (value, digits = 2) => (value === null ? '–' : value.toFixed(digits));
const lineOf = ({ net, batch, engine, backend, variant, step_ms, p95_ms, js_ms, dispatches, parity }) =>
  [
    `${net} × ${batch}`.padEnd(22),
    [engine, backend, variant].filter(Boolean).join(', ').padEnd(40),
    `${number(step_ms)} ms (p95 ${number(p95_ms)}), JavaScript ${number(js_ms)} ms`,
    `${number(dispatches, 0)} dispatches, parity ${parity === null ? '–' : parity.toExponential(1)}`,
  ].join('  ');

async function main() {
  const report = keptReport(values.out);
  const dawn = await openDawn({ software: values.software });
  try {
    console.log(`${dawn.name}, Dawn of webgpu ${dawn.version}, Node ${process.versions.node}`);
    if (dawn.software && !values.software) {
      console.log(
        'This adapter computes on the CPU: its times say nothing about a GPU. Is a GPU’s driver missing?',
      );
    }
    const { gate, memory, runBench, eventInWords, largeNetwork, networkFrom, tiny } = await bundled();
    const networks = new Map();
    for (const id of ids.filter((name) => name !== 'large')) {
      networks.set(id, id === 'tiny' ? tiny() : await networkFrom(filesOf(id)));
    }

    const seed = 1 + (Date.now() % 1e9);
    console.log(`Parity, seed ${seed}:`);
    let agrees = true;
    for await (const { name, ok, detail } of gate(networks, seed)) {
      console.log(`  ${ok ? 'passed' : 'FAILED'}  ${name}: ${detail}`);
      agrees &&= ok;
    }
    if (!agrees) {
      console.error('This device computes something else: nothing is timed.');
      process.exitCode = 1;
    }
    if (!agrees || values['gate-only']) return;

    const options = {
      networks: ids.map((id) =>
        id === 'large' ? largeNetwork : { id, folder: () => Promise.resolve(networks.get(id)) },
      ),
      batches: values.batches.split(',').map(Number),
      backends: ['webgpu'],
      engines: values.engines?.split(','),
      gpu: globalThis.navigator.gpu,
      onnxruntime: `${new URL('.', pathToFileURL(createRequire(import.meta.url).resolve('onnxruntime-web/webgpu'))).href}`,
      threads: 1,
      browser: `Node.js ${process.versions.node}, Dawn of webgpu ${dawn.version}`,
      commit: measuredCommit(),
      date: new Date(),
    };
    const memories = await memoriesOver(memory, networks, options.batches, dawn.software);
    report.put({ results: { memory: memories } });
    for await (const event of runBench(options)) {
      const added = addedBy(event, report.contents);
      if (added !== null) report.put(added);
      if (event.kind === 'progress')
        process.stderr.write(`${event.done}/${event.total} ${eventInWords(event)}\n`);
      if (event.kind === 'row') console.log(lineOf(event.row));
      if (event.kind === 'failed') console.log(`not measured: ${eventInWords(event)}`);
      if (event.kind === 'roofline') {
        const { net, batch, bound_ms, dispatch_ms } = event.roofline;
        console.log(
          `${net} × ${batch}  at least ${number(bound_ms, 3)} ms, dispatches ${number(dispatch_ms, 3)} ms`,
        );
      }
    }
    report.finish();
  } finally {
    dawn.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof NoDawn)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
