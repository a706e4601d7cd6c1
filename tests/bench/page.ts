/** Runs inside the benchmark's browser: one network call, ours beside onnxruntime-web's wasm, on the same weights. */
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web/wasm';
import { Denoiser } from '../../src/engine/denoiser.ts';
import { openDevice, type BackendId, type BackendInfo } from '../../src/engine/device.ts';
import { fetchModelFolder } from '../../src/engine/modelFolder.ts';
import { sample } from '../../src/engine/sampler.ts';
import { gaussianField } from '../../src/math/rng.ts';
import { ddpmStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';

export interface Timing {
  batch: number;
  /** Milliseconds, median. */
  ours: number;
  ort: number;
  /** max|Δ| / max|ORT's output| */
  difference: number;
}

export interface MemoryAtRest {
  steps: number;
  before: Memory;
  after: Memory;
}
interface Memory {
  tensors: number;
  bytes: number;
  gpuBytes: number | null;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

let denoiser: Denoiser;

async function open(backend: BackendId, folder: string): Promise<BackendInfo & { threads: number }> {
  const threads = crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  ort.env.wasm.wasmPaths = new URL('/node_modules/onnxruntime-web/dist/', location.origin).href;
  ort.env.wasm.numThreads = threads;
  const device = await openDevice(backend);
  denoiser = new Denoiser(await fetchModelFolder(new URL(folder, location.origin).href), device.operations);
  return { ...device.info, threads };
}

/** Both engines in turn, `rounds` times after a warm-up: the same noise on the machine hits both. */
async function time(batch: number, rounds: number, onnx: string): Promise<Timing> {
  const count = batch * denoiser.size;
  const xt = gaussianField(1, 0, count, new Float32Array(count));
  const t = new Array<number>(batch).fill(501);
  const labels = t.map((_, i) => i % 10);
  const session = await ort.InferenceSession.create(new URL(onnx, location.origin).href, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  // One channel: (batch, height, width, 1) and (batch, 1, height, width) are the same numbers.
  const [height, width] = denoiser.imageShape;
  const feeds = {
    x: new ort.Tensor('float32', xt, [batch, 1, height, width]),
    timestep: new ort.Tensor(
      'int64',
      BigInt64Array.from(t, (time) => BigInt(time - 1)),
      [batch],
    ),
    label: new ort.Tensor('int64', BigInt64Array.from(labels, BigInt), [batch]),
  };
  const runOurs = async (): Promise<Float32Array> => (await denoiser.predict({ xt, t, labels })).eps;
  const runOrt = async (): Promise<Float32Array> => (await session.run(feeds)).output.data as Float32Array;
  const [oursOut, ortOut] = [await runOurs(), await runOrt()];
  const largest = ortOut.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const difference =
    ortOut.reduce((max, value, i) => Math.max(max, Math.abs(value - oursOut[i])), 0) / largest;
  const times = { ours: [] as number[], ort: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    let started = performance.now();
    await runOurs();
    times.ours.push(performance.now() - started);
    started = performance.now();
    await runOrt();
    times.ort.push(performance.now() - started);
  }
  await session.release();
  return { batch, ours: median(times.ours), ort: median(times.ort), difference };
}

function memory(): Memory {
  const now: tf.MemoryInfo & { numBytesInGPUAllocated?: number; numBytesAllocatedInGPU?: number } =
    tf.memory();
  return {
    tensors: now.numTensors,
    bytes: now.numBytes,
    gpuBytes: now.numBytesAllocatedInGPU ?? now.numBytesInGPUAllocated ?? null,
  };
}

/** What the backend holds before and after a DDPM run of `steps` steps; a run of the same kind warms the pools up. */
async function memoryOver(steps: number): Promise<MemoryAtRest> {
  const times = subsequence(denoiser.schedule.T, steps, 'trailing');
  const run = async (): Promise<void> => {
    const request = {
      steps: [...stepsOf(times)].map(([t, s]) => ddpmStep(denoiser.schedule, t, s, 'beta')),
      seed: 1,
      labels: [3],
      clip: 1,
    };
    const chunks = sample(denoiser, request);
    while (!(await chunks.next()).done) continue;
  };
  await run();
  const before = memory();
  await run();
  return { steps, before, after: memory() };
}

const api = { open, time, memoryOver };
export type BenchApi = typeof api;
(globalThis as { bench?: BenchApi }).bench = api;
