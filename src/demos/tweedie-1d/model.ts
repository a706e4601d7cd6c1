/** Data with two values: the exact density of x_t, its score, and the mean of the data given x_t. */
import { x0FromScore } from '../../math/convert.ts';
import { density, noisedMixture, posteriorOfX0, scoreOf, type Mixture1 } from '../../math/mixture.ts';

/** +1 with probability `share`, else −1. */
export const twoPoints = (share: number): Mixture1 => ({
  weights: [1 - share, share],
  means: [-1, 1],
  variances: [0, 0],
});

export interface Denoised {
  density: number;
  score: number;
  /** E[x_0 | x_t] by Tweedie. */
  mean: number;
  /** P(x_0 = +1 | x_t) by Bayes. */
  chance: number;
}

export function denoisedAt(share: number, alphaBar: number, xt: number): Denoised {
  const noisy = noisedMixture(twoPoints(share), alphaBar);
  const score = scoreOf(noisy, xt);
  return {
    density: density(noisy, xt),
    score,
    mean: x0FromScore(alphaBar, xt, score),
    chance: posteriorOfX0(twoPoints(share), alphaBar, xt).weights[1],
  };
}
