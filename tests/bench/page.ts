/** Runs inside the benchmark's browser: one network call, ours beside onnxruntime-web's wasm, on the same weights. */
import * as ort from 'onnxruntime-web/wasm';
import type { Denoiser } from '../../src/engine/denoiser.ts';
import { openDevice, type BackendId, type BackendInfo } from '../../src/engine/device.ts';
import { fetchModelFolder } from '../../src/engine/modelFolder.ts';
import type { MemoryInfo } from '../../src/engine/protocol.ts';
import { sample, type Chunk } from '../../src/engine/sampler.ts';
import { gaussianField } from '../../src/math/rng.ts';
import { ddpmStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { tinyNetwork } from './tinyNetwork.ts';

export interface Timing {
  batch: number;
  /** Milliseconds, median. */
  ours: number;
  /** The same of onnxruntime-web; with it, how often ours takes its time (median over the rounds) and the difference. */
  ort: { time: number; ratio: number; difference: number } | null;
}

/** Where a run whose memory is watched stands. */
export interface RunProgress {
  done: number;
  total: number;
}
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

let denoiser: Denoiser;
let run: AsyncGenerator<Chunk, void, undefined> | null = null;

/** @param folder of a model; left out: a tiny network with random weights */
async function open(backend: BackendId, folder?: string): Promise<BackendInfo> {
  const device = await openDevice(backend);
  const model =
    folder === undefined ? tinyNetwork() : await fetchModelFolder(new URL(folder, location.origin).href);
  denoiser = await device.denoiser(model);
  return device.info;
}

/** onnxruntime-web's wasm on an ONNX file, as a function of the request that ours gets. */
async function openOrt(onnx: string, threads: number, { xt, t, labels }: Request) {
  ort.env.wasm.wasmPaths = new URL('/node_modules/onnxruntime-web/dist/', location.origin).href;
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(new URL(onnx, location.origin).href, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const integers = (values: number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [values.length]);
  // One channel: (batch, height, width, 1) and (batch, 1, height, width) are the same numbers.
  const [height, width] = denoiser.network.imageShape;
  const feeds = {
    x: new ort.Tensor('float32', xt, [t.length, 1, height, width]),
    timestep: integers(t.map((time) => time - 1)),
    label: integers(labels),
  };
  return {
    predict: async () => (await session.run(feeds)).output.data as Float32Array,
    close: () => session.release(),
  };
}

interface Request {
  xt: Float32Array;
  t: number[];
  labels: number[];
}

/**
 * Ours and, given an ONNX file, onnxruntime-web in turn, `rounds` times after a warm-up: the same noise on the machine
 * hits both, and the ratio is taken round by round.
 */
async function time(batch: number, rounds: number, onnx: string | null, threads: number): Promise<Timing> {
  const count = batch * denoiser.network.size;
  const xt = gaussianField(1, 0, count, new Float32Array(count));
  const t = new Array<number>(batch).fill(501);
  const request = { xt, t, labels: t.map((_, i) => i % 10) };
  const other = onnx === null ? null : await openOrt(onnx, threads, request);
  const ours = async (): Promise<Float32Array> => (await denoiser.predict(request)).eps;
  const timed = async (predict: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await predict();
    return performance.now() - started;
  };
  const output = await ours();
  const difference = other === null ? 0 : relativeDifference(output, await other.predict());
  const times: [ours: number, ort: number][] = [];
  for (let round = 0; round < rounds; round++) {
    times.push([await timed(ours), other === null ? NaN : await timed(other.predict)]);
  }
  await other?.close();
  return {
    batch,
    ours: median(times.map(([mine]) => mine)),
    ort: other && {
      time: median(times.map(([, theirs]) => theirs)),
      ratio: median(times.map(([mine, theirs]) => mine / theirs)),
      difference,
    },
  };
}

/** max|Δ| / max|reference| */
function relativeDifference(values: Float32Array, reference: Float32Array): number {
  const largest = reference.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return reference.reduce((max, value, i) => Math.max(max, Math.abs(value - values[i])), 0) / largest;
}

function memory(): MemoryInfo {
  return denoiser.memory();
}

/**
 * Begins a DDPM run of `count` steps. How many steps a chunk holds follows from how fast the last one was, and a graphics
 * backend keeps a buffer of every size it has seen; a clock that stands at 25 ms a chunk gives 1, 4, 16, 64, 64, … steps
 * in every run, so that two runs differ in nothing but what they leak.
 */
function beginRun(count: number): void {
  let now = 0;
  const times = subsequence(denoiser.network.schedule.T, count, 'trailing');
  const steps = [...stepsOf(times)].map(([t, s]) => ddpmStep(denoiser.network.schedule, t, s, 'beta'));
  const labels = denoiser.network.nullClass === null ? undefined : [3];
  run = sample(denoiser, { steps, seed: 1, labels, clip: 1 }, () => (now += 25));
}

/** Computes the run's next chunk; null after the last. */
async function continueRun(): Promise<RunProgress | null> {
  const chunk = (await run!.next()).value;
  return chunk ? { done: chunk.done, total: chunk.total } : null;
}

const api = { open, time, memory, beginRun, continueRun };
export type BenchApi = typeof api;
(globalThis as { bench?: BenchApi }).bench = api;
