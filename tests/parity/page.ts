/** Runs inside the test browser: the engine on one backend against PyTorch's numbers. Driven by parity.browser.mjs. */
import * as tf from '@tensorflow/tfjs-core';
import { openEngine, ModelError, type BackendId, type SampleRequest } from '../../src/engine/index.ts';
import { ComposedOperations } from '../../src/engine/composedOperations.ts';
import { parseUnetConfig } from '../../src/engine/config.ts';
import { openComposedDevice } from '../../src/engine/composedDevice.ts';
import { openDevice, type Device } from '../../src/engine/device.ts';
import { featuresOf } from '../../src/engine/webgpu/abilities.ts';
import { Gpu } from '../../src/engine/webgpu/gpu.ts';
import type { Padding } from '../../src/engine/operations.ts';
import { openModelFiles } from '../../src/engine/loadedModel.ts';
import { readModelFiles, type ModelFiles } from '../../src/engine/modelFiles.ts';
import { fetchModelFolder } from '../../src/engine/modelFolder.ts';
import { parseSafetensors, type StoredTensor } from '../../src/engine/safetensors.ts';
import { sample } from '../../src/engine/sampler.ts';
import { ddimStep, ddpmStep, type StepCoefficients } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { composedLayers, type LayerInput } from './composedLayers.ts';
import { deviceLoss, refusedNetwork } from './deviceLoss.ts';
import { droppedErrors } from './droppedErrors.ts';
import { refusedAbilities } from './refusedAbilities.ts';
import { relativeError } from './relativeError.ts';
import { subgroups } from './subgroupParity.ts';
import { updates } from './updateParity.ts';
import { wasmLayers } from './wasmLayers.ts';
import { kernels, noise, plannedLayers, sameBits } from './webgpuParity.ts';

export interface Comparison {
  name: string;
  /** max|Δ| / max|reference| */
  error: number;
}

const absolute = (path: string): string => new URL(path, location.origin).href;

async function golden(path: string): Promise<Map<string, StoredTensor> & { sha256?: string }> {
  const response = await fetch(absolute(path));
  if (!response.ok) throw new Error(`${path} is missing; run python -m diffusion_lines.golden_network`);
  const { tensors, metadata } = parseSafetensors(await response.arrayBuffer(), path);
  return Object.assign(tensors, { sha256: metadata.sha256 });
}

const device: { current: Device | null } = { current: null };

/** The device's own, on webgpu. */
const gpu = (): Gpu => (device.current as Device & { gpu: Gpu }).gpu;

/** Another, with all that kernels can use: the engine takes plain ones on an emulated device. */
const able: { current: Promise<Gpu> | null } = { current: null };
const ableGpu = (): Promise<Gpu> => (able.current ??= Gpu.open());

async function open(backend: BackendId): Promise<string> {
  device.current = await openDevice(backend);
  layers.of =
    backend === 'webgpu'
      ? async (input) => plannedLayers(await ableGpu(), input)
      : backend === 'wasm'
        ? wasmLayers
        : composedLayers;
  const { adapter, features } = device.current.info;
  if (backend !== 'webgpu') return adapter;
  const named = (names: readonly string[]): string => names.join(', ') || 'nothing';
  const tried = featuresOf((await ableGpu()).abilities);
  return `${adapter}; the engine uses ${named(features)} beyond WebGPU’s core, kernels are tried with ${named(tried)}`;
}

/** The layers' operations; a test puts a mutant in their place. */
const layers: { of: (input: LayerInput) => Promise<Map<string, Float32Array>> } = { of: composedLayers };

/** Every layer of the tiny network, in one of its two versions. */
async function tiny(prefix: 'one-head' | 'heads', folder: string): Promise<Comparison[]> {
  const fixtures = '/tests/fixtures/network';
  const references = await golden(`${fixtures}/tiny.golden.safetensors`);
  const tensors = await golden(`${fixtures}/tiny/diffusion_pytorch_model.fp16.safetensors`);
  const config = parseUnetConfig(await (await fetch(absolute(`${fixtures}/${folder}/config.json`))).json());
  const timesteps = references.get('t')!.values.map((t) => t - 1);
  // The fixture keeps pictures flat.
  const x = { shape: [2, 16, 16, 3], values: references.get('x')!.values };
  const seen = await layers.of({ config, tensors, timesteps, classes: null, x });
  return compare(seen, references, prefix);
}

/** What was seen against all the references of a prefix. */
function compare(
  seen: Map<string, Float32Array>,
  references: Map<string, StoredTensor>,
  prefix: string,
): Comparison[] {
  device.current!.watch.assertHealthy();
  return (
    [...references.keys()]
      // A plan has no picture of the time embedding alone: it is part of the operation that adds the class.
      .filter(
        (key) =>
          key.startsWith(`${prefix}/`) && (seen.has('time_embedding') || !key.endsWith('/time_embedding')),
      )
      .map((key) => {
        const values = seen.get(key.slice(prefix.length + 1));
        if (values === undefined) throw new Error(`${key} was not seen`);
        return { name: key, error: relativeError(values, references.get(key)!.values) };
      })
  );
}

/** 'ddim-ends' is three steps of the run: the first two, and the last from the reference's state before it. */
type Part = 'output' | 'blocks' | 'ddim' | 'ddim-ends' | 'ddpm' | 'guided';

/** The shipped network: its blocks, its output, and runs of it. */
async function shipped(folder: string, goldenPath: string, parts: Part[]): Promise<Comparison[]> {
  const references = await golden(goldenPath);
  const model = await fetchModelFolder(absolute(folder));
  if (model.sha256 !== references.sha256) {
    throw new Error('The fixtures belong to other weights; run python -m diffusion_lines.golden_network');
  }
  const denoiser = await device.current!.denoiser(model);
  const values = (name: string): Float32Array => references.get(name)!.values;
  const size = denoiser.network.size;
  const comparisons: Comparison[] = [];
  const x = values('x');
  const t = Array.from(values('t'));
  const labels = Array.from(values('labels'));
  if (parts.includes('blocks')) {
    comparisons.push(...(await blocks(model, references, 2)));
  }
  if (parts.includes('output')) {
    const { eps } = await denoiser.predict({ xt: x, t, labels });
    comparisons.push({ name: 'output', error: relativeError(eps, values('output')) });
  }
  if (parts.includes('guided')) {
    const { eps } = await denoiser.predict({ xt: x.slice(0, size), t: [500], labels: [8], guidance: 3 });
    comparisons.push({ name: 'guided', error: relativeError(eps, values('guided')) });
  }
  const { schedule } = model;
  const by = (step: (t: number, s: number) => StepCoefficients): StepCoefficients[] =>
    [...stepsOf(subsequence(1000, 10, 'trailing'))].map(([from, to]) => step(from, to));
  const ddim = by((from, to) => ddimStep(schedule, from, to, 0));
  const ddpm = by((from, to) => ddpmStep(schedule, from, to, 'beta-tilde'));
  const run = async (name: string, steps: StepCoefficients[], from: number, to: number): Promise<void> => {
    const state = (i: number): Float32Array => values(name).slice(i * size, (i + 1) * size);
    const start = from === 0 ? undefined : state(from);
    const request: SampleRequest = { steps: steps.slice(from, to), seed: 2, labels: [4], clip: 1, start };
    let i = from;
    for await (const { frames } of sample(denoiser, request)) {
      for (const { xt } of frames) {
        comparisons.push({ name: `${name} step ${i}`, error: relativeError(xt, state(i)) });
        i++;
      }
    }
    if (i !== to + 1) throw new Error(`${name}: ${i - from} frames from step ${from} to ${to}`);
  };
  if (parts.includes('ddim')) await run('ddim', ddim, 0, 10);
  if (parts.includes('ddpm')) await run('ddpm', ddpm, 0, 10);
  if (parts.includes('ddim-ends')) {
    await run('ddim', ddim, 0, 2);
    await run('ddim', ddim, 9, 10);
  }
  denoiser.dispose();
  return comparisons;
}

async function blocks(
  { config, tensors }: Awaited<ReturnType<typeof fetchModelFolder>>,
  references: Map<string, StoredTensor>,
  picture: number,
): Promise<Comparison[]> {
  const row = (name: string): number => references.get(name)!.values[picture];
  const { shape, values } = references.get('x')!;
  const size = values.length / shape[0];
  const seen = await layers.of({
    config,
    tensors,
    timesteps: [row('t') - 1],
    classes: [row('labels')],
    x: { shape: [1, ...shape.slice(1)], values: values.slice(picture * size, (picture + 1) * size) },
  });
  return compare(seen, references, 'blocks');
}

/** The way the page uses the engine: through its worker, opened and closed twice at once as StrictMode does. */
async function throughTheWorker(folder: string, goldenPath: string): Promise<Record<string, unknown>> {
  const references = await golden(goldenPath);
  const controller = new AbortController();
  const first = openEngine({ model: absolute(folder), backend: 'wasm', signal: controller.signal });
  controller.abort();
  const aborted = await first.then(
    () => 'opened',
    (error: Error) => error.name,
  );
  const engine = await openEngine({ model: absolute(folder), backend: 'wasm' });
  const { schedule } = engine.model;
  const steps = (count: number): StepCoefficients[] =>
    [...stepsOf(subsequence(1000, count, 'trailing'))].map(([t, s]) => ddimStep(schedule, t, s, 0));
  const last: Float32Array[] = [];
  for await (const { frames } of engine.sample({
    steps: steps(10),
    seed: 2,
    labels: [4],
    clip: 1,
    keep: 'last',
  })) {
    last.push(...frames.map(({ xt }) => xt));
  }
  const reference = references.get('ddim')!;
  const size = reference.values.length / reference.shape[0];
  const error = relativeError(last[0], reference.values.slice(-size));
  const before = await engine.memory();
  let chunks = 0;
  for await (const { done } of engine.sample({ steps: steps(1000), seed: 2, labels: [4] })) {
    if (done < 1000 && ++chunks === 3) break;
  }
  const after = await engine.memory();
  const many = await engine.predict({
    xt: new Float32Array(20 * size),
    t: new Array<number>(20).fill(500),
    labels: new Array<null>(20).fill(null),
  });
  const isSame = many.eps.slice(0, size).every((value, i) => value === many.eps[19 * size + i]);
  const pending = engine.predict({ xt: new Float32Array(size), t: [1] }).catch((e: Error) => e.name);
  engine.close();
  engine.close();
  const missing = await openEngine({ model: absolute('/nowhere'), backend: 'wasm' }).catch((e: unknown) =>
    e instanceof ModelError ? e.toData() : String(e),
  );
  return { aborted, error, before, after, isSame, pending: await pending, missing, backend: engine.backend };
}

/** Operations that do one thing wrong: parity must notice. */
class WrongEpsilon extends ComposedOperations {
  override groupNorm(...[x, weights, options]: Parameters<ComposedOperations['groupNorm']>): tf.Tensor4D {
    return super.groupNorm(x, { ...weights, epsilon: 1e-2 }, options);
  }
}
class WrongPadding extends ComposedOperations {
  override conv(...[x, weights, options]: Parameters<ComposedOperations['conv']>): tf.Tensor4D {
    const above: Padding = [
      [1, 0],
      [1, 0],
    ];
    return super.conv(x, weights, options?.stride === 2 ? { ...options, padding: above } : options);
  }
}

async function withMutation(name: 'epsilon' | 'padding'): Promise<number> {
  const kept = layers.of;
  await openComposedDevice('cpu');
  layers.of = (input) => composedLayers(input, name === 'epsilon' ? WrongEpsilon : WrongPadding);
  const comparisons = await tiny('one-head', 'tiny');
  layers.of = kept;
  return comparisons.find(({ name: layer }) => layer.endsWith('/output'))!.error;
}

/** A short run of the shipped network with noise, twice. */
async function twice(folder: string) {
  const model = await fetchModelFolder(absolute(folder));
  const denoiser = await device.current!.denoiser(model);
  const steps = [...stepsOf(subsequence(1000, 3, 'trailing'))].map(([from, to]) =>
    ddpmStep(model.schedule, from, to, 'beta'),
  );
  const seen = await sameBits(gpu(), denoiser, { steps, seed: 11, labels: [3], guidance: 2, clip: 1 });
  denoiser.dispose();
  return seen;
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

const droppedFolder = '/tests/fixtures/network/dropped';

/** A network as a reader drops it: the folder's files, found and read as they are. */
async function droppedFiles(name: string, paths: string[]): Promise<ModelFiles> {
  const files = paths.map(async (path) => {
    const response = await fetch(absolute(`${droppedFolder}/${name}/${path}`));
    if (!response.ok) throw new Error(`${path} is missing`);
    return { path: `${name}/${path}`, file: await response.blob() };
  });
  return readModelFiles(await Promise.all(files));
}

async function dropped(name: string, paths: string[]): Promise<Comparison[]> {
  const model = await openModelFiles(await droppedFiles(name, paths));
  const denoiser = await device.current!.denoiser(model);
  const isLabelled = model.config.numClassEmbeds !== null;
  const seen = await droppedErrors(
    denoiser,
    name,
    await golden(`${droppedFolder}/golden.safetensors`),
    isLabelled,
  );
  device.current!.watch.assertHealthy();
  denoiser.dispose();
  return seen;
}

const api = {
  open,
  dropped,
  noise: () => noise(gpu()),
  kernels: async (...request: Tail<Parameters<typeof kernels>>) => kernels(await ableGpu(), ...request),
  updates: (seed: number) => updates(gpu(), seed),
  subgroups: async (seed: number) => subgroups(await ableGpu(), seed),
  refusedAbilities: async () => refusedAbilities(await ableGpu()),
  twice,
  tiny,
  shipped,
  throughTheWorker,
  withMutation,
  refusedNetwork: async (name: string, paths: string[]) => refusedNetwork(await droppedFiles(name, paths)),
  deviceLoss: (backend: 'webgl' | 'webgpu', folder: string) => deviceLoss(backend, absolute(folder)),
};
export type ParityApi = typeof api;
(globalThis as { parity?: ParityApi }).parity = api;
