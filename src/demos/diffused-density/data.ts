/** Data on the line, and what q(x_t) makes of them: the data's density convolved with a Gaussian. */
import { normalCdf, normalPdf } from '../../math/gaussian.ts';
import { drawFrom, noisedMixture, varianceOf, type Mixture1 } from '../../math/mixture.ts';
import type { Rng } from '../../math/rng.ts';

export const dataIds = ['points', 'mixture', 'flat'] as const;
export type DataId = (typeof dataIds)[number];

export interface Data {
  /** One x_0. */
  readonly draw: (rng: Rng) => number;
  /** P(x_t ≤ x) where ᾱ_t is the share of the variance that survives; ᾱ = 1 is the data itself. */
  readonly cdf: (x: number, alphaBar: number) => number;
  /** Var x_0. */
  readonly variance: number;
}

/** P(X ≤ x) for N(mean, variance), variance 0 (a point) included. */
const reached = (x: number, mean: number, variance: number): number => {
  if (variance === 0) return x < mean ? 0 : 1;
  // Beyond nine deviations the tail is below what is drawn by many orders, and a map needs many of these.
  const z = (x - mean) / Math.sqrt(variance);
  return z < -9 ? 0 : z > 9 ? 1 : normalCdf(z);
};

const mixtureData = (mixture: Mixture1): Data => ({
  draw: (rng) => drawFrom(mixture, rng),
  cdf: (x, alphaBar) => {
    const { weights, means, variances } = noisedMixture(mixture, alphaBar);
    return weights.reduce((sum, weight, k) => sum + weight * reached(x, means[k], variances[k]), 0);
  },
  variance: varianceOf(mixture),
});

/** Uniform on [-edge, edge]. Convolved with N(0, s²), F is ∫Φ, and ∫Φ(z) dz = zΦ(z) + φ(z). */
const flatData = (edge: number): Data => ({
  draw: (rng) => edge * (2 * rng.uniform() - 1),
  cdf: (x, alphaBar) => {
    const width = Math.sqrt(alphaBar) * edge;
    const deviation = Math.sqrt(1 - alphaBar);
    if (deviation === 0) return Math.min(1, Math.max(0, (x + width) / (2 * width)));
    const sum = (z: number) => z * reached(z, 0, 1) + normalPdf(z);
    return (deviation / (2 * width)) * (sum((x + width) / deviation) - sum((x - width) / deviation));
  },
  variance: edge ** 2 / 3,
});

export const dataOf: Record<DataId, Data> = {
  points: mixtureData({ weights: [0.4, 0.6], means: [-1, 1], variances: [0, 0] }),
  mixture: mixtureData({
    weights: [0.3, 0.45, 0.25],
    means: [-1.4, 0.2, 1.5],
    variances: [0.02, 0.05, 0.01],
  }),
  flat: flatData(1),
};
