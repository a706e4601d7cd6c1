/** The command itself, wherever its parts lie: in the repository, or in a folder that was made of it (gpuBundle.mjs). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NoDawn, openDawn } from '../dawn.mjs';
import { keptReport } from '../keptReport.mjs';
import { budgetOf } from './budget.mjs';
import { watchMemory } from './memory.mjs';
import { checkParity } from './parity.mjs';
import { timeEngines } from './timing.mjs';
import { tuneKernels } from './tune.mjs';
import { vulkanFound } from './vulkanFound.mjs';

export const optionTable = {
  out: { type: 'string' },
  networks: { type: 'string' },
  batches: { type: 'string', default: '1,16' },
  engines: { type: 'string' },
  minutes: { type: 'string' },
  tiles: { type: 'string', default: '10' },
  tune: { type: 'boolean', default: false },
  software: { type: 'boolean', default: false },
  'gate-only': { type: 'boolean', default: false },
  'no-memory': { type: 'boolean', default: false },
  'time-anyway': { type: 'boolean', default: false },
};

/** The networks of a folder of models, the site's own first. */
export const shippedIn = (models) =>
  readdirSync(models)
    .filter((id) => existsSync(join(models, id, 'config.json')))
    .sort((a, b) => Number(b === 'picture-book-32') - Number(a === 'picture-book-32') || a.localeCompare(b));

/** @throws Error that names the networks there are */
export function networkIds(asked, shipped) {
  const [own, ...others] = shipped;
  const ids = asked?.split(',') ?? [own, 'large', ...others].filter((id) => id !== undefined);
  const known = [...shipped, 'large', 'tiny'];
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`No network '${unknown}'; there are ${known.join(', ')}.`);
  return ids;
}

const filesOf = (models, id) =>
  readdirSync(join(models, id))
    .filter((file) => /\.(json|safetensors)$/.test(file))
    .map((file) => ({ path: `${id}/${file}`, file: new Blob([readFileSync(join(models, id, file))]) }));

/**
 * @param {string[]} args
 * @param {{load: () => Promise<object>, models: string, onnxruntime: string, commit: string}} where nodeBench.ts as a
 *   module; folders, that of onnxruntime-web's files as an address that ends in '/'
 */
export async function benchOnGpu(args, where) {
  const { values } = parseArgs({ args, options: optionTable });
  try {
    await run(values, networkIds(values.networks, shippedIn(where.models)), where);
  } catch (error) {
    if (!(error instanceof NoDawn)) throw error;
    console.error(error.message);
    if (process.platform === 'linux') console.error(vulkanFound());
    process.exitCode = 1;
  }
}

async function run(values, ids, { load, models, onnxruntime, commit }) {
  const budget = budgetOf(values.minutes === undefined ? undefined : Number(values.minutes));
  const dawn = await openDawn({ software: values.software });
  const date = new Date();
  const node = `Node.js ${process.versions.node}, Dawn of webgpu ${dawn.version}`;
  const report = keptReport(values.out, {
    adapter: dawn.name,
    software: dawn.software,
    browser: node,
    date: date.toISOString(),
    commit,
  });
  try {
    console.log(`${dawn.name}, ${node}`);
    if (dawn.software && !values.software) {
      console.log(
        'This adapter computes on the CPU: its times say nothing about a GPU. Is a GPU’s driver missing?',
      );
    }
    const code = await load();
    const folders = new Map();
    for (const id of ids.filter((name) => name !== 'large')) {
      folders.set(id, id === 'tiny' ? code.tiny() : await code.networkFrom(filesOf(models, id)));
    }
    const networks = ids.map((id) =>
      id === 'large' ? code.largeNetwork : { id, folder: () => Promise.resolve(folders.get(id)) },
    );
    const batches = values.batches.split(',').map(Number);

    const seed = 1 + (Date.now() % 1e9);
    const { ok, plainOk, isCut } = await checkParity(code, folders, { report, seed, budget });
    let engines = values.engines?.split(',');
    if (!ok && !isCut) {
      process.exitCode = 1;
      if (values['time-anyway']) report.put({ timedAnyway: true });
      else if (plainOk)
        engines = (engines ?? ['ours-plain', 'tfjs', 'onnxruntime-web']).filter(
          (e) => !e.startsWith('ours') || e === 'ours-plain',
        );
      const what = values['time-anyway']
        ? 'its times are taken all the same'
        : plainOk
          ? 'of our kernels only those are timed that use none of its features'
          : 'nothing is timed (--time-anyway)';
      console.error(`This device computes something else: ${what}.`);
    }
    const missing = isCut ? ['parity, and all after it'] : [];
    if (!isCut && !values['gate-only'] && (ok || plainOk || values['time-anyway'])) {
      if (values.tune) await guarded('kernels', tune);
      else {
        await guarded('times', time);
        if (!values['no-memory']) await guarded('memory', remember);
      }
    }
    if (missing.length === 0) report.finish();
    else {
      report.put({ missing });
      console.log(`Not done: ${missing.join(', ')}.`);
    }

    async function time() {
      const options = {
        networks,
        batches,
        takesAll: values.networks !== undefined, // an emulation, too, for whoever names them
        backends: ['webgpu'],
        engines,
        gpu: globalThis.navigator.gpu,
        onnxruntime,
        threads: 1,
        browser: node,
        commit,
        date,
      };
      missing.push(...(await timeEngines(code, options, { report, budget })));
    }

    async function tune() {
      const places = batches.flatMap((batch) =>
        networks.map(({ id, folder }) => ({ network: id, batch, folder })),
      );
      missing.push(...(await tuneKernels(code, places, { report, budget, tiles: Number(values.tiles) })));
    }

    async function remember() {
      const found = await watchMemory(code, folders, batches, { report, budget, isSoftware: dawn.software });
      missing.push(...found.missing);
      if (!found.isEqual) process.exitCode = 1;
    }

    /** What goes wrong in one part is in the report, and leaves the others their turn. */
    async function guarded(part, work) {
      try {
        await work();
      } catch (error) {
        console.error(error);
        missing.push(part);
        report.put({ errors: [...(report.contents.errors ?? []), { part, reason: String(error) }] });
        process.exitCode = 1;
      }
    }
  } finally {
    dawn.close();
  }
}
