import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { StepCoefficients } from '../math/samplers.ts';
import { isGuided, weightedSum, type Denoiser, type Labels } from './denoiser.ts';
import { ModelError } from './modelError.ts';
import { epsFromXHat0, predictionWeights } from './predictionWeights.ts';

/** What a sampler asks of a network; tests put a formula in its place. */
export type SampledDenoiser = Pick<
  Denoiser,
  'embed' | 'output' | 'noise' | 'imageShape' | 'size' | 'schedule' | 'predictionType'
>;

/** A run of a sampler: a list of steps over one or more pictures. */
export interface SampleRequest {
  /** In the order in which they are taken; each starts where the one before ended. */
  steps: readonly StepCoefficients[];
  /** Of the noise: z of a step that leaves t is gaussianField(seed, t), the first x is gaussianField(seed, 0). */
  seed: number;
  /** x where the first step starts, (batch, height, width, channels); left out: the seed's noise. */
  start?: Float32Array;
  /** Pictures at once, default 1. Picture b reads the elements after those of picture b-1. */
  batch?: number;
  /** One a picture. */
  labels?: Labels;
  /** See PredictRequest. */
  guidance?: number;
  /** Clips x̂_0 to [-clip, clip]; left out: not. */
  clip?: number;
  /** After clipping, makes ε̂ agree with x̂_0 again (diffusers: use_clipped_model_output). */
  recomputeEps?: boolean;
  /** Which frames to hand over: every one (default), or only the last. */
  keep?: 'every' | 'last';
}

/** A state of the run, (batch, height, width, channels) each. */
export interface Frame {
  t: number;
  xt: Float32Array;
  /** What the network said at xt, after clipping; null in the last frame, where it is not asked any more. */
  xHat0: Float32Array | null;
  eps: Float32Array | null;
}

export interface Chunk {
  frames: Frame[];
  /** Steps taken so far, of how many. */
  done: number;
  total: number;
  /** Pictures that have gone through the network so far: steps × batch, twice that under guidance. */
  networkCalls: number;
  /** Time that this chunk took in the engine. */
  milliseconds: number;
}

const chunkMilliseconds = 100;
const longestChunk = 64;

/**
 * Runs a sampler and yields its frames in chunks: several steps stay on the device and are read back together, as many
 * as fit into about 100 ms. Stop by leaving the loop. Noise comes from the operations: on webgpu it is computed on the device,
 * elsewhere on the CPU in float64.
 * @throws ModelError 'bad-request'
 */
export async function* sample(
  denoiser: SampledDenoiser,
  request: SampleRequest,
  now: () => number = () => performance.now(),
): AsyncGenerator<Chunk, void, undefined> {
  const { steps, seed, batch = 1, guidance = 1, keep = 'every' } = request;
  checkRequest(denoiser, request);
  const shape: [number, number, number, number] = [batch, ...denoiser.imageShape];
  const size = batch * denoiser.size;
  let x = request.start ? tf.tensor4d(request.start, shape) : denoiser.noise(seed, 0, batch);
  let done = 0;
  let length = 1;
  try {
    while (done < steps.length) {
      const started = now();
      const part = steps.slice(done, done + length);
      const isLast = done + part.length === steps.length;
      const [next, readback] = takeSteps(denoiser, x, part, request, keep === 'every', isLast);
      x.dispose();
      x = next;
      const values = readback === undefined ? null : ((await readback.data()) as Float32Array);
      readback?.dispose();
      done += part.length;
      const milliseconds = now() - started;
      length = chunkLength((part.length * chunkMilliseconds) / milliseconds);
      yield {
        frames: values === null ? [] : framesOf(values, size, keep === 'every' ? part : [], isLast, steps),
        done,
        total: steps.length,
        networkCalls: done * batch * (isGuided(guidance) ? 2 : 1),
        milliseconds,
      };
    }
  } finally {
    x.dispose();
  }
}

/** A power of two, so that few sizes of buffers occur: a graphics backend keeps every size it has ever used. */
function chunkLength(steps: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, Math.min(longestChunk, steps))));
}

function checkRequest(denoiser: SampledDenoiser, { steps, start, batch = 1 }: SampleRequest): void {
  const fail = (reason: string): never => {
    throw new ModelError('bad-request', { reason });
  };
  if (!Number.isInteger(batch) || batch < 1) fail('batch');
  if (start !== undefined && start.length !== batch * denoiser.size) fail('start');
  if (steps.length === 0) fail('steps');
  const isTime = (t: number): boolean => Number.isInteger(t) && t >= 0 && t <= denoiser.schedule.T;
  steps.forEach(({ t, s, alphaBar }, i) => {
    const follows = i === 0 || steps[i - 1].s === t;
    if (!follows || !isTime(t) || !isTime(s) || !(alphaBar > 0 && alphaBar <= 1)) fail('steps');
  });
}

/**
 * Some steps without reading anything back: x after them, and what is to be read: x_t, x̂_0, ε̂ of every step and, at
 * the end of the run, the last x, in one tensor, so that it is one transfer. No tensor when nothing is to be read.
 */
function takeSteps(
  denoiser: SampledDenoiser,
  x: Tensor4D,
  steps: readonly StepCoefficients[],
  request: SampleRequest,
  keepsEvery: boolean,
  isLast: boolean,
): [next: Tensor4D, readback?: tf.Tensor] {
  const { labels, guidance = 1 } = request;
  const batch = x.shape[0];
  return tf.tidy(() => {
    const embeddings = denoiser.embed(
      steps.map((step) => new Array<number>(batch).fill(step.t)),
      labels,
      guidance,
    );
    const rows = embeddings.shape[0] / steps.length;
    const states: Tensor4D[] = [];
    let current = x;
    steps.forEach((step, i) => {
      const embedding = tf.slice(embeddings, [i * rows, 0], [rows, -1]);
      const [xHat0, eps] = predictionAt(denoiser, current, step, embedding, request);
      if (keepsEvery) states.push(current, xHat0, eps);
      const terms: [number, Tensor4D][] = [
        [step.x0, xHat0],
        [step.xt, current],
        [step.eps, eps],
      ];
      if (step.noise !== 0) terms.push([step.noise, denoiser.noise(request.seed, step.t, batch)]);
      current = weightedSum(terms);
    });
    if (isLast) states.push(current);
    return states.length === 0 ? [current] : [current, tf.concat(states, 0)];
  });
}

function predictionAt(
  denoiser: SampledDenoiser,
  xt: Tensor4D,
  { alphaBar }: StepCoefficients,
  embedding: Tensor2D,
  { guidance = 1, clip, recomputeEps = false }: SampleRequest,
): [xHat0: Tensor4D, eps: Tensor4D] {
  return tf.tidy(() => {
    const output = denoiser.output(xt, embedding, guidance);
    const weights = predictionWeights(denoiser.predictionType, alphaBar);
    const read = ({ xt: ofX, output: ofOutput }: { xt: number; output: number }, y: Tensor4D) =>
      weightedSum([
        [ofX, xt],
        [ofOutput, y],
      ]);
    const unclipped = read(weights.xHat0, output);
    const xHat0: Tensor4D = clip === undefined ? unclipped : tf.clipByValue(unclipped, -clip, clip);
    const again = recomputeEps ? epsFromXHat0(alphaBar) : null;
    return [xHat0, again === null ? read(weights.eps, output) : read(again, xHat0)];
  });
}

function framesOf(
  values: Float32Array,
  size: number,
  steps: readonly StepCoefficients[],
  isLast: boolean,
  all: readonly StepCoefficients[],
): Frame[] {
  let at = 0;
  // Copies, so that each can be handed over on its own.
  const take = (): Float32Array => values.slice(at, (at += size));
  const frames: Frame[] = steps.map(({ t }) => ({ t, xt: take(), xHat0: take(), eps: take() }));
  if (isLast) frames.push({ t: all[all.length - 1].s, xt: take(), xHat0: null, eps: null });
  return frames;
}
