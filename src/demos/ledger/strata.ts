/** The sum over t cut into parts, each of which is estimated from a few draws of t. */
import { epsWeight, klTerm, modelVariance } from '../../math/elbo.ts';
import { posteriorWeights } from '../../math/posterior.ts';
import type { DdpmVariance } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';

/** The steps from … to, both included. */
export interface Stratum {
  from: number;
  to: number;
  /** The chance of drawing t = from + i: in proportion to the weight of the squared error in L_{t-1}. */
  chances: Float64Array;
}

/** Ends of `count` parts of 2 … T whose lengths grow by one factor; fewer where T is small. */
function bounds(T: number, count: number): number[] {
  const ratio = ((T + 1) / 2) ** (1 / count);
  const ends = Array.from({ length: count + 1 }, (_, k) => Math.round(2 * ratio ** k));
  return [...new Set(ends)];
}

/** What (ε̂-ε)² is multiplied by in L_{t-1} with σ² = β; at ᾱ_T = 0, where ε̂ says nothing of x_0, what (x̂_0-x_0)² is. */
function errorWeight(schedule: Schedule, t: number): number {
  if (schedule.alphaBar[t] > 0) return epsWeight(schedule, t, 'beta');
  return posteriorWeights(schedule, t).x0 ** 2 / (2 * modelVariance(schedule, t, 'beta'));
}

/**
 * The steps 2 … T in about `count` parts, short ones at small t, where the terms are large. Inside a part t is drawn
 * with the chances that the squared error's weight gives it; dividing by the chance keeps the estimate unbiased.
 */
export function strataOf(schedule: Schedule, count = 15): Stratum[] {
  const ends = bounds(schedule.T, count);
  return ends.slice(0, -1).map((from, k) => {
    const to = ends[k + 1] - 1;
    const weights = Float64Array.from({ length: to - from + 1 }, (_, i) => errorWeight(schedule, from + i));
    const total = weights.reduce((a, b) => a + b, 0);
    return { from, to, chances: weights.map((w) => w / total) };
  });
}

/** The t whose chances' running sum first exceeds `uniform` in [0, 1). */
export function stepAt({ from, chances }: Stratum, uniform: number): number {
  let below = 0;
  for (let i = 0; i < chances.length; i++) {
    below += chances[i];
    if (uniform < below) return from + i;
  }
  return from + chances.length - 1;
}

/** The sum over the part of what L_{t-1} holds whatever the network says: 0 for β̃. Nats per dimension. */
export function constantOf(schedule: Schedule, { from, to }: Stratum, variance: DdpmVariance): number {
  let sum = 0;
  for (let t = from; t <= to; t++) sum += klTerm(schedule, t, 0, variance);
  return sum;
}
