/** What the figure computes: q(x_t) exactly, and chains that know nothing of it. */
import type { FieldGrid } from '../../figures/density/densityField.ts';
import { stepKernel } from '../../math/forward.ts';
import { makeRng } from '../../math/rng.ts';
import type { Schedule } from '../../math/schedules.ts';
import { dataOf, type DataId } from './data.ts';
import { T } from './state.ts';

export const places = [-3.2, 3.2] as const;
export const BINS = 64;

export const grid: FieldGrid = { times: [0, T], places, columns: 251, rows: 160 };

/** F_t of q(x_t), for the heat map; between two steps the later one counts. */
export const cdfAt = (id: DataId, schedule: Schedule) => (t: number) => {
  const alphaBar = schedule.alphaBar[Math.ceil(t - 1e-9)];
  return (x: number) => dataOf[id].cdf(x, alphaBar);
};

/** q(x_t) averaged over equal bins of `places`, lowest first. */
export function exactBins(cdf: (x: number) => number, bins = BINS): Float64Array {
  const [low, high] = places;
  const width = (high - low) / bins;
  return Float64Array.from(
    { length: bins },
    (_, i) => (cdf(low + (i + 1) * width) - cdf(low + i * width)) / width,
  );
}

/** Chains x_0, x_1 … x_T: row after row of T + 1 values. */
export interface Chains {
  readonly count: number;
  readonly values: Float32Array;
}

/**
 * Ancestral sampling: x_0 from the data, then each x_t from q(x_t | x_{t-1}) (Ho et al. 2020, (2)), step by step.
 * Yields after every chain. Chain i is the same whatever `count` is.
 */
export function* sampleChains(
  id: DataId,
  schedule: Schedule,
  { seed, count }: { seed: number; count: number },
): Generator<void, Chains> {
  const kernels = Array.from({ length: T }, (_, i) => stepKernel(schedule, i + 1));
  const factor = Float64Array.from(kernels, (kernel) => kernel.mean);
  const deviation = Float64Array.from(kernels, (kernel) => Math.sqrt(kernel.variance));
  const values = new Float32Array(count * (T + 1));
  for (let chain = 0; chain < count; chain++) {
    const rng = makeRng(seed, chain);
    let x = dataOf[id].draw(rng);
    let at = chain * (T + 1);
    values[at++] = x;
    for (let i = 0; i < T; i++) {
      x = factor[i] * x + deviation[i] * rng.gaussian();
      values[at++] = x;
    }
    yield;
  }
  return { count, values };
}

/** All chains at step t. */
export const endsAt = ({ count, values }: Chains, t: number): Float64Array =>
  Float64Array.from({ length: count }, (_, chain) => values[chain * (T + 1) + t]);

/** The first chains, every fourth step, as lines to draw. */
export function linesOf({ count, values }: Chains, shown: number) {
  const times = Float64Array.from({ length: T / 4 + 1 }, (_, i) => 4 * i);
  return Array.from({ length: Math.min(shown, count) }, (_, chain) => ({
    t: times,
    x: Float64Array.from(times, (t) => values[chain * (T + 1) + t]),
  }));
}
