import type { Chunk, Frame, SampleRequest } from '../../engine/index.ts';
import { interleaved, type SamplingEngine } from './interleaved.ts';

/** What is known of a run so far, or all of it. */
export interface Trajectory {
  /** From high t to low. */
  frames: readonly Frame[];
  /** Steps taken so far, of how many. */
  done: number;
  total: number;
  networkCalls: number;
  /** Time in the engine. */
  milliseconds: number;
}

export const emptyTrajectory = (total: number): Trajectory => ({
  frames: [],
  done: 0,
  total,
  networkCalls: 0,
  milliseconds: 0,
});

export const extended = (before: Trajectory, chunk: Chunk): Trajectory => ({
  frames: [...before.frames, ...chunk.frames],
  done: chunk.done,
  total: chunk.total,
  networkCalls: chunk.networkCalls,
  milliseconds: before.milliseconds + chunk.milliseconds,
});

/** Runs all requests together and yields what is known of every one of them after each chunk. */
export async function* trajectories<Id extends string>(
  engine: SamplingEngine,
  requests: Readonly<Record<Id, SampleRequest>>,
): AsyncGenerator<Readonly<Record<Id, Trajectory>>, void, undefined> {
  let known = Object.fromEntries(
    (Object.entries(requests) as [Id, SampleRequest][]).map(([id, { steps }]) => [
      id,
      emptyTrajectory(steps.length),
    ]),
  ) as Record<Id, Trajectory>;
  for await (const { id, chunk } of interleaved(engine, requests)) {
    known = { ...known, [id]: extended(known[id], chunk) };
    yield known;
  }
}

/** The frame whose t is nearest, the earlier of two equally near; null when there is none. */
export function nearestFrame<F extends { t: number }>(frames: readonly F[], t: number): F | null {
  if (frames.length === 0) return null;
  return frames.reduce((best, frame) => (Math.abs(frame.t - t) < Math.abs(best.t - t) ? frame : best));
}

/** Picture number `index` of a batch whose pictures have `size` values each. */
export const pictureOf = (batch: Float32Array, index: number, size: number): Float32Array =>
  batch.subarray(index * size, (index + 1) * size);

/** Root of the mean square of a − b. */
export function rootMeanSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum / a.length);
}
