import { logNormal, normalCdf } from './gaussian.ts';
import type { Rng } from './rng.ts';
import { assertTime, type Schedule } from './schedules.ts';
import { betaBetween } from './forward.ts';

/** A mixture of Gaussians on the line. Weights sum to 1; a variance of 0 is a point of data, to be noised before use. */
export interface Mixture1 {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly variances: readonly number[];
}

/** The mixture that x_t = √ᾱ x_0 + √(1-ᾱ) ε follows when x_0 follows m: q(x_t), exactly. */
export function noisedMixture(m: Mixture1, alphaBar: number): Mixture1 {
  return {
    weights: m.weights,
    means: m.means.map((mean) => Math.sqrt(alphaBar) * mean),
    variances: m.variances.map((variance) => alphaBar * variance + 1 - alphaBar),
  };
}

const logTerms = (m: Mixture1, x: number): number[] =>
  m.weights.map((weight, k) => Math.log(weight) + logNormal(x, m.means[k], m.variances[k]));

/** ln Σ e^{terms}, without overflow or underflow. */
export function logSumExp(terms: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < terms.length; i++) largest = Math.max(largest, terms[i]);
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < terms.length; i++) sum += Math.exp(terms[i] - largest);
  return largest + Math.log(sum);
}

/** ln p(x). */
export const logDensity = (m: Mixture1, x: number): number => logSumExp(logTerms(m, x));

/** p(x). */
export const density = (m: Mixture1, x: number): number => Math.exp(logDensity(m, x));

/** P(component k | x): how much of p(x) each component answers for; sums to 1. */
export function responsibilities(m: Mixture1, x: number): number[] {
  const terms = logTerms(m, x);
  const total = logSumExp(terms);
  return terms.map((term) => Math.exp(term - total));
}

/** ∂ ln p(x)/∂x: the components' scores averaged by responsibility. */
export function scoreOf(m: Mixture1, x: number): number {
  return responsibilities(m, x).reduce((sum, r, k) => sum + (r * (m.means[k] - x)) / m.variances[k], 0);
}

/** P(X ≤ x). */
export const cdf = (m: Mixture1, x: number): number =>
  m.weights.reduce((sum, weight, k) => sum + weight * normalCdf(x, m.means[k], m.variances[k]), 0);

/** E[X]. */
export const meanOf = (m: Mixture1): number =>
  m.weights.reduce((sum, weight, k) => sum + weight * m.means[k], 0);

/** Var[X]: the mean of the variances plus the variance of the means. */
export function varianceOf(m: Mixture1): number {
  const mean = meanOf(m);
  return m.weights.reduce((sum, weight, k) => sum + weight * (m.variances[k] + (m.means[k] - mean) ** 2), 0);
}

/**
 * The mixture that u follows given y = factor · u + noise of the given variance, when u follows m before.
 * Each component turns by Bayes' rule for Gaussians; its weight, by how well it explains y.
 */
function givenObservation(m: Mixture1, factor: number, noiseVariance: number, y: number): Mixture1 {
  const observed: Mixture1 = {
    weights: m.weights,
    means: m.means.map((mean) => factor * mean),
    variances: m.variances.map((variance) => factor * factor * variance + noiseVariance),
  };
  return {
    weights: responsibilities(observed, y),
    means: m.means.map(
      (mean, k) => mean + ((factor * m.variances[k]) / observed.variances[k]) * (y - factor * mean),
    ),
    variances: m.variances.map((variance, k) => (variance * noiseVariance) / observed.variances[k]),
  };
}

/** q(x_0 | x_t = x): what is known of the data once x_t is seen. */
export const posteriorOfX0 = (m: Mixture1, alphaBar: number, x: number): Mixture1 =>
  givenObservation(m, Math.sqrt(alphaBar), 1 - alphaBar, x);

/** E[x_0 | x_t = x] for x_0 ~ m: the best denoiser there is. */
export const posteriorMeanOfX0 = (m: Mixture1, alphaBar: number, x: number): number =>
  meanOf(posteriorOfX0(m, alphaBar, x));

/**
 * q(x_s | x_t = xt) for x_0 ~ m, exactly and without x_0: itself a mixture, so `density`, `cdf` and the
 * rest read it. The kernel that the network's Gaussian stands in for. Throws a RangeError unless 0 ≤ s < t ≤ T.
 */
export function reverseKernel(m: Mixture1, schedule: Schedule, t: number, xt: number, s = t - 1): Mixture1 {
  assertTime(schedule, t);
  const variance = betaBetween(schedule, t, s);
  if (!(variance > 0)) throw new RangeError(`the reverse kernel looks back: s must be below t, not ${s}`);
  const factor = Math.sqrt(schedule.alphaBar[t] / schedule.alphaBar[s]);
  return givenObservation(noisedMixture(m, schedule.alphaBar[s]), factor, variance, xt);
}

/** q(x_s = x | x_t = xt) for x_0 ~ m. */
export const reverseKernelDensity = (
  m: Mixture1,
  schedule: Schedule,
  t: number,
  xt: number,
  x: number,
  s = t - 1,
): number => density(reverseKernel(m, schedule, t, xt, s), x);

/** The index that a uniform number in [0, 1) picks among weights summing to 1. */
export function indexOf(weights: readonly number[], uniform: number): number {
  let sum = 0;
  for (let k = 0; k < weights.length - 1; k++) {
    sum += weights[k];
    if (uniform < sum) return k;
  }
  return weights.length - 1;
}

/** One draw from m: two numbers of the reader, a uniform and a Gaussian. */
export function drawFrom(m: Mixture1, rng: Rng): number {
  const k = indexOf(m.weights, rng.uniform());
  return m.means[k] + Math.sqrt(m.variances[k]) * rng.gaussian();
}
