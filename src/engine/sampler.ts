import type { StepCoefficients } from '../math/samplers.ts';
import type { SampledDenoiser } from './denoiser.ts';
import { ModelError } from './modelError.ts';
import { isGuided, type Labels } from './noisyNetwork.ts';

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
/** Steps, at most. */
export const longestChunk = 64;

/**
 * Runs a sampler and yields its frames in chunks: several steps stay on the device and are read back together, as many
 * as fit into about 100 ms. Stop by leaving the loop.
 * @throws ModelError 'bad-request'
 */
export async function* sample(
  denoiser: SampledDenoiser,
  request: SampleRequest,
  now: () => number = () => performance.now(),
): AsyncGenerator<Chunk, void, undefined> {
  const { steps, batch = 1, guidance = 1, keep = 'every' } = request;
  checkRequest(denoiser, request);
  const size = batch * denoiser.network.size;
  const every = keep === 'every';
  const run = denoiser.begin(request);
  let done = 0;
  let length = 1;
  try {
    while (done < steps.length) {
      const started = now();
      const part = steps.slice(done, done + length);
      const isLast = done + part.length === steps.length;
      const values = await run.take(part.length, { every, isLast });
      done += part.length;
      const milliseconds = now() - started;
      length = chunkLength((part.length * chunkMilliseconds) / milliseconds);
      yield {
        frames: framesOf(values, size, every ? part : [], isLast, steps),
        done,
        total: steps.length,
        networkCalls: done * batch * (isGuided(guidance) ? 2 : 1),
        milliseconds,
      };
    }
  } finally {
    run.dispose();
  }
}

/** A power of two, so that few sizes of buffers occur: a graphics backend keeps every size it has ever used. */
function chunkLength(steps: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, Math.min(longestChunk, steps))));
}

function checkRequest({ network }: SampledDenoiser, { steps, start, batch = 1 }: SampleRequest): void {
  const fail = (reason: string): never => {
    throw new ModelError('bad-request', { reason });
  };
  if (!Number.isInteger(batch) || batch < 1) fail('batch');
  if (start !== undefined && start.length !== batch * network.size) fail('start');
  if (steps.length === 0) fail('steps');
  const isTime = (t: number): boolean => Number.isInteger(t) && t >= 0 && t <= network.schedule.T;
  steps.forEach(({ t, s, alphaBar }, i) => {
    const follows = i === 0 || steps[i - 1].s === t;
    // Only a schedule that ends without signal has ᾱ = 0, and no ε-network is opened with one.
    const isPossible = alphaBar > 0 || (alphaBar === 0 && network.schedule.alphaBar[t] === 0);
    if (!follows || !isTime(t) || !isTime(s) || !isPossible || alphaBar > 1) fail('steps');
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
