import { describe, expect, it } from 'vitest';
import { idealDenoiser } from './idealDenoiser.ts';
import { posteriorMeanOfX0 } from './mixture.ts';
import { gaussianField } from './rng.ts';

const d = 784;
const pictures = Array.from({ length: 6 }, (_, k) => gaussianField(20, k, d, new Float32Array(d)));
const noised = (picture: ArrayLike<number>, alphaBar: number, step: number) => {
  const eps = gaussianField(21, step, d);
  return eps.map((e, i) => Math.sqrt(alphaBar) * picture[i] + Math.sqrt(1 - alphaBar) * e);
};

describe('idealDenoiser', () => {
  it('is the mixture’s posterior mean in one dimension', () => {
    const data = [-1, 0.2, 0.9, 1.4];
    const mixture = { weights: data.map(() => 0.25), means: data, variances: data.map(() => 0) };
    for (const alphaBar of [0, 0.3, 0.9]) {
      for (const x of [-1.4, 0, 0.8]) {
        const { mean, weights } = idealDenoiser(
          data.map((value) => [value]),
          alphaBar,
          [x],
        );
        expect(mean[0]).toBeCloseTo(posteriorMeanOfX0(mixture, alphaBar, x), 13);
        expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
      }
    }
  });

  it('finds the picture again from little noise, where every weight alone underflows', () => {
    const { mean, weights } = idealDenoiser(pictures, 0.99, noised(pictures[4], 0.99, 0));
    expect(weights[4]).toBeCloseTo(1, 12);
    mean.forEach((value, i) => expect(value).toBeCloseTo(pictures[4][i], 9));
  });

  it('returns the average picture when nothing is left of x_0', () => {
    const { mean, weights } = idealDenoiser(pictures, 0, noised(pictures[0], 0, 1));
    weights.forEach((weight) => expect(weight).toBeCloseTo(1 / 6, 14));
    const average = pictures.reduce((sum, picture) => sum + picture[10], 0) / 6;
    expect(mean[10]).toBeCloseTo(average, 12);
  });

  it('weighs by the likelihood ratio', () => {
    const alphaBar = 0.001;
    const xt = noised(pictures[2], alphaBar, 2);
    const { weights } = idealDenoiser(pictures, alphaBar, xt);
    const distance = (k: number) =>
      pictures[k].reduce((sum, value, i) => sum + (xt[i] - Math.sqrt(alphaBar) * value) ** 2, 0);
    const ratio = Math.exp((distance(1) - distance(2)) / (2 * (1 - alphaBar)));
    expect(weights[2] / weights[1] / ratio).toBeCloseTo(1, 10);
  });

  it('refuses an empty set and unequal lengths', () => {
    expect(() => idealDenoiser([], 0.5, [1])).toThrow('at least one');
    expect(() => idealDenoiser([[1, 2]], 0.5, [1])).toThrow('2 numbers');
  });
});
