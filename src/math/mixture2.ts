import { indexOf, logSumExp } from './mixture.ts';
import type { Rng } from './rng.ts';

/** A point or an arrow in the plane. */
export type Vector2 = readonly [x: number, y: number];

/** An isotropic Gaussian N(mean, variance · I) in the plane, with its weight. */
export interface Component2 {
  readonly weight: number;
  readonly mean: Vector2;
  readonly variance: number;
}

/** A mixture of isotropic Gaussians in the plane. Weights sum to 1. */
export type Mixture2 = readonly Component2[];

/** The mixture that x_t = √ᾱ x_0 + √(1-ᾱ) ε follows when x_0 follows m: q(x_t), exactly. */
export function noisedMixture2(m: Mixture2, alphaBar: number): Mixture2 {
  const factor = Math.sqrt(alphaBar);
  return m.map(({ weight, mean, variance }) => ({
    weight,
    mean: [factor * mean[0], factor * mean[1]],
    variance: alphaBar * variance + 1 - alphaBar,
  }));
}

const squaredDistance = (a: Vector2, b: Vector2): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

const logTerms = (m: Mixture2, x: Vector2): number[] =>
  m.map(
    ({ weight, mean, variance }) =>
      Math.log(weight) - Math.log(2 * Math.PI * variance) - squaredDistance(x, mean) / (2 * variance),
  );

/** ln p(x). */
export const logDensity2 = (m: Mixture2, x: Vector2): number => logSumExp(logTerms(m, x));

/** p(x). */
export const density2 = (m: Mixture2, x: Vector2): number => Math.exp(logDensity2(m, x));

/** P(component k | x); sums to 1. */
export function responsibilities2(m: Mixture2, x: Vector2): number[] {
  const terms = logTerms(m, x);
  const total = logSumExp(terms);
  return terms.map((term) => Math.exp(term - total));
}

const weighted = (weights: readonly number[], vectors: (k: number) => Vector2): Vector2 => {
  let x = 0;
  let y = 0;
  weights.forEach((weight, k) => {
    const vector = vectors(k);
    x += weight * vector[0];
    y += weight * vector[1];
  });
  return [x, y];
};

/** ∇ ln p(x): the components' scores averaged by responsibility. */
export const scoreOf2 = (m: Mixture2, x: Vector2): Vector2 =>
  weighted(responsibilities2(m, x), (k) => [
    (m[k].mean[0] - x[0]) / m[k].variance,
    (m[k].mean[1] - x[1]) / m[k].variance,
  ]);

/** E[x_0 | x_t = x] for x_0 ~ m: the best denoiser there is. */
export function posteriorMeanOfX02(m: Mixture2, alphaBar: number, x: Vector2): Vector2 {
  const noised = noisedMixture2(m, alphaBar);
  const factor = Math.sqrt(alphaBar);
  return weighted(responsibilities2(noised, x), (k) => {
    const { mean, variance } = m[k];
    const gain = (factor * variance) / noised[k].variance;
    return [mean[0] + gain * (x[0] - factor * mean[0]), mean[1] + gain * (x[1] - factor * mean[1])];
  });
}

/** One draw from m: three numbers of the reader, a uniform and two Gaussians. */
export function drawFrom2(m: Mixture2, rng: Rng): Vector2 {
  const weights = m.map(({ weight }) => weight);
  const { mean, variance } = m[indexOf(weights, rng.uniform())];
  const deviation = Math.sqrt(variance);
  return [mean[0] + deviation * rng.gaussian(), mean[1] + deviation * rng.gaussian()];
}
