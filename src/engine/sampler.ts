import type { StepCoefficients } from '../math/samplers.ts';
import type { Run, SampledDenoiser } from './denoiser.ts';
import { bands, framesOf, framesOnSheet, type Frame, type ShownFrame } from './frames.ts';
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
  /** Which frames to hand over: every one (default), the newest of each chunk, or only the run's last. */
  keep?: 'every' | 'newest' | 'last';
}

export interface Chunk<F extends ShownFrame = Frame> {
  frames: F[];
  /** x after the last step, the last frame's; null before. */
  result: Float32Array | null;
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

/** Bytes of the frames that a chunk keeps on the device, at most, unless one step has more. */
const mostFrameBytes = 2 ** 25;

/** What a chunk handed over. */
type Taken<F extends ShownFrame> = Pick<Chunk<F>, 'frames' | 'result'>;

/** A chunk's steps; `end`: the time after the run's last step, if that is among them. */
interface Part {
  steps: readonly StepCoefficients[];
  end: number | null;
}

/**
 * Runs a sampler and yields its frames in chunks: several steps stay on the device and are read back together, as many
 * as fit into about 100 ms. Stop by leaving the loop.
 * @throws ModelError 'bad-request'
 */
export function sample(
  denoiser: SampledDenoiser,
  request: SampleRequest,
  now: () => number = () => performance.now(),
): AsyncGenerator<Chunk, void, undefined> {
  return inChunks(denoiser, request, (run, part) => read(run, part, denoiser, request), now);
}

/**
 * The same for figures that only show the frames: where the device can draw, nothing is read back but the result.
 * @throws ModelError 'bad-request'
 */
export function show(
  denoiser: SampledDenoiser,
  request: SampleRequest,
  now: () => number = () => performance.now(),
): AsyncGenerator<Chunk<ShownFrame>, void, undefined> {
  return inChunks<ShownFrame>(
    denoiser,
    request,
    (run, part) =>
      run.draw === undefined ? read(run, part, denoiser, request) : draw(run.draw, part, request),
    now,
  );
}

async function* inChunks<F extends ShownFrame>(
  denoiser: SampledDenoiser,
  request: SampleRequest,
  take: (run: Run, part: Part) => Promise<Taken<F>>,
  now: () => number,
): AsyncGenerator<Chunk<F>, void, undefined> {
  const { steps, batch = 1, guidance = 1, keep = 'every' } = request;
  checkRequest(denoiser, request);
  const frameBytes = 4 * bands * batch * denoiser.network.size;
  const longest = keep === 'every' ? mostFrameBytes / frameBytes : longestChunk;
  const run = denoiser.begin(request);
  let done = 0;
  let length = 1;
  try {
    while (done < steps.length) {
      const started = now();
      const part = steps.slice(done, done + length);
      const isLast = done + part.length === steps.length;
      const taken = await take(run, { steps: part, end: isLast ? steps[steps.length - 1].s : null });
      done += part.length;
      const milliseconds = now() - started;
      length = chunkLength(Math.min(longest, (part.length * chunkMilliseconds) / milliseconds));
      yield {
        ...taken,
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

async function read(
  run: Run,
  { steps, end }: Part,
  { network }: SampledDenoiser,
  { batch = 1, keep = 'every' }: SampleRequest,
): Promise<Taken<Frame>> {
  const every = keep === 'every';
  const newest = keep === 'newest' ? steps[steps.length - 1].s : end;
  const values = await run.take(steps.length, { every, isLast: newest !== null });
  const frames = framesOf(values, batch * network.size, every ? steps : [], newest);
  return { frames, result: end === null ? null : frames[frames.length - 1].xt };
}

async function draw(
  drawn: NonNullable<Run['draw']>,
  { steps, end }: Part,
  { batch = 1, keep = 'every' }: SampleRequest,
): Promise<Taken<ShownFrame>> {
  const isLast = end !== null;
  const what = keep === 'every' ? 'every' : keep === 'newest' && !isLast ? 'newest' : null;
  const { sheet, values } = await drawn(steps.length, what, isLast);
  const frames: ShownFrame[] = sheet && what === 'every' ? framesOnSheet(sheet, batch, steps) : [];
  if (sheet && what === 'newest')
    frames.push({ t: steps[steps.length - 1].s, xt: { sheet, first: 0 }, xHat0: null, eps: null });
  if (isLast) frames.push({ t: end, xt: values, xHat0: null, eps: null });
  return { frames, result: isLast ? values : null };
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
