/** Data with two values under the VP SDE: p(x, t), its score and its distribution function, exactly. */
import { cdf, density, noisedMixture, scoreOf, type Mixture1 } from '../math/mixture.ts';
import { vpSde } from '../math/sde.ts';
import type { Control } from './types.ts';

/** +1 with probability `share`, −1 otherwise. */
export const twoPoints = (share: number): Mixture1 => ({
  weights: [1 - share, share],
  means: [-1, 1],
  variances: [0, 0],
});

/** dx = −½β(t) x dt + √β(t) dw with β from 0.1 to 20 (Song et al. 2021, Section 3). */
export const sde = vpSde();

const noisy = (time: number, share: number) => noisedMixture(twoPoints(share), sde.marginal(time).mean ** 2);

export const densityAt = (x: number, time: number, share: number) => density(noisy(time, share), x);
export const scoreAt = (x: number, time: number, share: number) => scoreOf(noisy(time, share), x);
export const cdfAt = (x: number, time: number, share: number) => cdf(noisy(time, share), x);

/** From t = 0.1 on, the two humps are wide enough (0.3) for numerical derivatives. */
export const placeControls = {
  x: { symbol: 'pos', min: -2, max: 2, step: 0.01, default: 0.4 },
  time: { symbol: 'time', min: 0.1, max: 1, step: 0.001, default: 0.3 },
  share: { symbol: 'wpi', min: 0.1, max: 0.9, step: 0.01, default: 0.4 },
} as const satisfies Record<string, Control>;

/** Steps for derivatives by x and by t: a tenth of the narrowest hump, and of its life. */
export const stepX = 0.03;
export const stepTime = 0.01;

/** The lines take derivatives numerically, to about 1e-9 of the terms, which are larger than their sum. */
export const byDifferences = 1e-6;
