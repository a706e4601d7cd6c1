import { assertTime, type Schedule } from './schedules.ts';

/** A Gaussian kernel with x ↦ N(mean · x, variance): the factor on the mean and the variance added. */
export interface Kernel {
  readonly mean: number;
  readonly variance: number;
}

/** One forward step, q(x_t | x_{t-1}) = N(√α_t x_{t-1}, β_t). Source: Ho et al. 2020, (2). */
export function stepKernel(schedule: Schedule, t: number): Kernel {
  assertTime(schedule, t);
  return { mean: Math.sqrt(schedule.alpha[t]), variance: schedule.beta[t] };
}

/** The variance that the steps from+1 … t add together, 1 - ᾱ_t/ᾱ_from; β_t itself for one step. */
export function betaBetween(schedule: Schedule, t: number, from: number): number {
  assertTime(schedule, t, 0);
  assertTime(schedule, from, 0);
  if (from > t)
    throw new RangeError(`a forward kernel goes from an earlier t to a later one, not ${from} to ${t}`);
  // the table's β is exact where the quotient would lose the digits that 1 - α has lost
  return from === t - 1 ? schedule.beta[t] : 1 - schedule.alphaBar[t] / schedule.alphaBar[from];
}

/**
 * The express train, q(x_t | x_from) = N(√(ᾱ_t/ᾱ_from) x_from, 1 - ᾱ_t/ᾱ_from), 0 ≤ from ≤ t.
 * From 0 it is q(x_t | x_0) = N(√ᾱ_t x_0, 1 - ᾱ_t). Source: Ho et al. 2020, (4).
 */
export function jumpKernel(schedule: Schedule, t: number, from = 0): Kernel {
  const variance = betaBetween(schedule, t, from);
  return { mean: Math.sqrt(schedule.alphaBar[t] / schedule.alphaBar[from]), variance };
}

/** λ_t = β_t / (1 - ᾱ_t): the share of x_t's noise variance that step t brought. */
export function newNoiseShare(schedule: Schedule, t: number): number {
  assertTime(schedule, t);
  return schedule.beta[t] / (1 - schedule.alphaBar[t]);
}

/** α_t (1 - ᾱ_{t-1}): the noise variance in x_t that came down from earlier steps; with β_t it makes 1 - ᾱ_t. */
export function inheritedNoise(schedule: Schedule, t: number): number {
  assertTime(schedule, t);
  return schedule.alpha[t] * (1 - schedule.alphaBar[t - 1]);
}

/** 1 - λ_t: the share of x_t's noise variance that is inherited. */
export function inheritedNoiseShare(schedule: Schedule, t: number): number {
  return inheritedNoise(schedule, t) / (1 - schedule.alphaBar[t]);
}
