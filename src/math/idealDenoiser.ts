import { logSumExp } from './mixture.ts';

/** E[x_0 | x_t] over a finite set of pictures, and how likely each picture is given x_t. */
export interface IdealDenoising {
  /** Length d: the average of the pictures by weight. */
  readonly mean: Float64Array;
  /** One per picture, summing to 1. */
  readonly weights: Float64Array;
}

/**
 * The exact denoiser when the data are these pictures, equally likely: each is weighed by
 * N(x_t; √ᾱ x_0, (1-ᾱ) I), and the weights are normalised in logarithms, since in many dimensions
 * each of them alone underflows. It is Tweedie's posterior mean for the empirical distribution.
 * Pictures and x_t have length d; 0 ≤ ᾱ < 1. Throws a RangeError for no pictures or unequal lengths.
 */
export function idealDenoiser(
  pictures: readonly ArrayLike<number>[],
  alphaBar: number,
  xt: ArrayLike<number>,
): IdealDenoising {
  if (pictures.length === 0) throw new RangeError('the ideal denoiser needs at least one picture');
  const factor = Math.sqrt(alphaBar);
  const logWeights = pictures.map((picture) => {
    if (picture.length !== xt.length)
      throw new RangeError(`a picture has ${picture.length} numbers, and x_t has ${xt.length}`);
    let squares = 0;
    for (let i = 0; i < xt.length; i++) squares += (xt[i] - factor * picture[i]) ** 2;
    return -squares / (2 * (1 - alphaBar));
  });
  const total = logSumExp(logWeights);
  const weights = Float64Array.from(logWeights, (logWeight) => Math.exp(logWeight - total));
  const mean = new Float64Array(xt.length);
  pictures.forEach((picture, k) => {
    if (weights[k] === 0) return;
    for (let i = 0; i < mean.length; i++) mean[i] += weights[k] * picture[i];
  });
  return { mean, weights };
}
