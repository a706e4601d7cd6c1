/** Chains q_σ(x_s | x_t, x_0) run down from x_T, with x_0 known: what is the spread of x_t on the way? */
import { epsFromX0 } from '../../math/convert.ts';
import { jumpKernel } from '../../math/forward.ts';
import { gaussianAt } from '../../math/rng.ts';
import { applyStep, ddimStep, type StepCoefficients } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';
import { stepsOf, subsequence } from '../../math/timesteps.ts';
import type { Values } from '../../ui/demoState.ts';
import type { table } from './state.ts';

export type Settings = Omit<Values<typeof table>, 't'>;

/** Chains that are run. */
export const CHAINS = 4000;

/**
 * One step of q_σ. 'eta': σ = η√β̃; 'largest': σ² = 1-ᾱ_s, the end of the family; 'sigma-hat': σ̂² = 1-ᾱ_t/ᾱ_s on the
 * mean of η = 1, which the family does not contain. Source: Song, Meng, Ermon 2021, (7) and (16).
 */
export function familyStep(
  schedule: Schedule,
  t: number,
  s: number,
  { noise, eta }: Pick<Settings, 'noise' | 'eta'>,
): StepCoefficients {
  if (noise !== 'largest') return ddimStep(schedule, t, s, noise === 'eta' ? eta : 'sigma-hat');
  const { mean, variance } = jumpKernel(schedule, s);
  return { ...ddimStep(schedule, t, s, 0), x0: mean, eps: 0, noise: Math.sqrt(variance) };
}

export interface Chains {
  /** From T down to 0. */
  times: readonly number[];
  /** All chains at each of the times. */
  states: readonly Float64Array[];
}

/** Runs all chains from x_T ~ q(x_T | x_0); yields after each step. */
export function* runChains(schedule: Schedule, settings: Settings): Generator<void, Chains> {
  const { x0, steps, seed } = settings;
  const top = jumpKernel(schedule, schedule.T);
  const draw = (step: number) => Float64Array.from({ length: CHAINS }, (_, i) => gaussianAt(seed, step, i));
  let x = draw(0).map((z) => top.mean * x0 + Math.sqrt(top.variance) * z);
  const times = [schedule.T];
  const states = [x];
  for (const [t, s] of stepsOf(subsequence(schedule.T, steps, 'trailing'))) {
    const step = familyStep(schedule, t, s, settings);
    const z = step.noise === 0 ? null : draw(t);
    x = x.map((xt, i) =>
      applyStep(step, { xHat0: x0, epsHat: epsFromX0(step.alphaBar, xt, x0) }, xt, z ? z[i] : 0),
    );
    times.push(s);
    states.push(x);
    yield;
  }
  return { times, states };
}

export interface Moments {
  mean: number;
  variance: number;
  /** Half-widths of the 95 % intervals. */
  meanMargin: number;
  varianceMargin: number;
}

/** Mean and variance of Gaussian values, with what chance leaves open. */
export function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  return {
    mean,
    variance,
    meanMargin: 1.96 * Math.sqrt(variance / n),
    varianceMargin: 1.96 * variance * Math.sqrt(2 / (n - 1)),
  };
}

/** The index of the chains' time nearest to t. */
export const nearestTime = (times: readonly number[], t: number): number =>
  times.reduce((best, time, i) => (Math.abs(time - t) < Math.abs(times[best] - t) ? i : best), 0);

/** Densities of values in equal bins over [low, high]. */
export function histogramOf(values: Float64Array, low: number, high: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const width = (high - low) / bins;
  for (const value of values) {
    const bin = Math.floor((value - low) / width);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  return counts.map((count) => count / (values.length * width));
}
