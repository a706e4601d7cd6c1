/** The memory of a long run of a sampler, before and after. */
import type { Denoiser } from '../../src/engine/denoiser.ts';
import type { MemoryInfo } from '../../src/engine/protocol.ts';
import { sample, type Chunk } from '../../src/engine/sampler.ts';
import { ddpmStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';

/**
 * A DDPM run of `count` steps. How many steps a chunk holds follows from how fast the last one was, and a graphics backend
 * keeps a buffer of every size it has seen; a clock that stands at 25 ms a chunk gives 1, 4, 16, 64, 64, … steps in every
 * run, so that two runs differ in nothing but what they leak.
 */
function watchedRun(denoiser: Denoiser, count: number, batch: number): AsyncGenerator<Chunk> {
  let now = 0;
  const { schedule, nullClass } = denoiser.network;
  const times = subsequence(schedule.T, count, 'trailing');
  const steps = [...stepsOf(times)].map(([t, s]) => ddpmStep(schedule, t, s, 'beta'));
  const labels = nullClass === null ? undefined : Array.from({ length: batch }, () => 3);
  return sample(denoiser, { steps, seed: 1, batch, labels, clip: 1 }, () => (now += 25));
}

/** What a denoiser holds before and after 1,000 steps; a shorter run with chunks of the same sizes fills its pools first. */
export interface WatchedMemory {
  steps: number;
  batch: number;
  seconds: number;
  isEqual: boolean;
  before: MemoryInfo;
  after: MemoryInfo;
}

/** Where the run stands, or the shorter one before it. */
export type WatchedProgress = Pick<Chunk, 'done' | 'total'>;

/** Yields once per chunk, returns what was found. */
export async function* watchedMemory(
  denoiser: Denoiser,
  batch: number,
  now: () => number,
): AsyncGenerator<WatchedProgress, WatchedMemory> {
  const steps = 1000;
  const warmUp = 104;
  for await (const { done, total } of watchedRun(denoiser, warmUp, batch)) yield { done, total };
  const before = denoiser.memory();
  const started = now();
  for await (const { done, total } of watchedRun(denoiser, steps, batch)) yield { done, total };
  const seconds = (now() - started) / 1000;
  const after = denoiser.memory();
  const isEqual = JSON.stringify(before) === JSON.stringify(after);
  return { steps, batch, seconds, isEqual, before, after };
}
