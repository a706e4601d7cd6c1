import type { Chunk, Frame, Pictures, SampleRequest, ShownFrame } from '../../engine/index.ts';
import { interleaved, type SamplingEngine } from './interleaved.ts';

/** What is known of a run so far, or all of it. */
export interface Trajectory<F extends ShownFrame = Frame> {
  /** From high t to low. */
  frames: readonly F[];
  /** x after the last step; null until it is taken. */
  result: Float32Array | null;
  /** Steps taken so far, of how many. */
  done: number;
  total: number;
  networkCalls: number;
  /** Time in the engine. */
  milliseconds: number;
}

const emptyTrajectory = <F extends ShownFrame>(total: number): Trajectory<F> => ({
  frames: [],
  result: null,
  done: 0,
  total,
  networkCalls: 0,
  milliseconds: 0,
});

export const extended = <F extends ShownFrame>(before: Trajectory<F>, chunk: Chunk<F>): Trajectory<F> => ({
  frames: [...before.frames, ...chunk.frames],
  result: chunk.result,
  done: chunk.done,
  total: chunk.total,
  networkCalls: chunk.networkCalls,
  milliseconds: before.milliseconds + chunk.milliseconds,
});

/** Runs all requests together and yields what is known of every one of them after each chunk. */
export async function* trajectories<Id extends string, F extends ShownFrame = Frame>(
  engine: SamplingEngine<F>,
  requests: Readonly<Record<Id, SampleRequest>>,
): AsyncGenerator<Readonly<Record<Id, Trajectory<F>>>, void, undefined> {
  let known = Object.fromEntries(
    (Object.entries(requests) as [Id, SampleRequest][]).map(([id, { steps }]) => [
      id,
      emptyTrajectory<F>(steps.length),
    ]),
  ) as Record<Id, Trajectory<F>>;
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
export function pictureOf<P extends Pictures>(batch: P, index: number, size: number): P;
export function pictureOf(batch: Pictures, index: number, size: number): Pictures {
  if ('sheet' in batch) return { sheet: batch.sheet, first: batch.first + index };
  return batch.subarray(index * size, (index + 1) * size);
}

/** Root of the mean square of a − b. */
export function rootMeanSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum / a.length);
}
