import { betaBetween } from './forward.ts';
import { assertTime, type Schedule } from './schedules.ts';

/** What μ̃ gives to each of the two things known: μ̃ = x0 · x_0 + xt · x_t. */
export interface PosteriorWeights {
  readonly x0: number;
  readonly xt: number;
}

function assertEarlier(schedule: Schedule, t: number, s: number): void {
  assertTime(schedule, t);
  assertTime(schedule, s, 0);
  if (s >= t) throw new RangeError(`the posterior looks back: s must be below t, not ${s} at t = ${t}`);
}

/**
 * The weights of x_0 and x_t in the mean of q(x_s | x_t, x_0). Source: Ho et al. 2020, (7), for s = t-1;
 * for other s the same formula with 1 - ᾱ_t/ᾱ_s in β_t's place. They do not sum to 1 (after t = 1, to less).
 */
export function posteriorWeights(schedule: Schedule, t: number, s = t - 1): PosteriorWeights {
  assertEarlier(schedule, t, s);
  const { alphaBar } = schedule;
  const beta = betaBetween(schedule, t, s);
  return {
    x0: (Math.sqrt(alphaBar[s]) * beta) / (1 - alphaBar[t]),
    xt: (Math.sqrt(alphaBar[t] / alphaBar[s]) * (1 - alphaBar[s])) / (1 - alphaBar[t]),
  };
}

/** β̃_t = (1 - ᾱ_{t-1})/(1 - ᾱ_t) β_t, the variance of q(x_s | x_t, x_0); 0 for s = 0. Source: Ho et al. 2020, (7). */
export function betaTilde(schedule: Schedule, t: number, s = t - 1): number {
  assertEarlier(schedule, t, s);
  const { alphaBar } = schedule;
  return ((1 - alphaBar[s]) / (1 - alphaBar[t])) * betaBetween(schedule, t, s);
}

/** μ̃_t(x_t, x_0), the mean of q(x_{t-1} | x_t, x_0). Source: Ho et al. 2020, (7). */
export function posteriorMean(schedule: Schedule, t: number, x0: number, xt: number): number {
  const weights = posteriorWeights(schedule, t);
  return weights.x0 * x0 + weights.xt * xt;
}

/** The same mean from the noise: (x_t - β_t ε/√(1 - ᾱ_t))/√α_t. Source: Ho et al. 2020, (11). */
export function posteriorMeanFromEps(schedule: Schedule, t: number, xt: number, eps: number): number {
  assertTime(schedule, t);
  const { alpha, alphaBar, beta } = schedule;
  return (xt - (beta[t] / Math.sqrt(1 - alphaBar[t])) * eps) / Math.sqrt(alpha[t]);
}
