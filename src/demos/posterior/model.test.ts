import { describe, expect, test } from 'vitest';
import { normalPdf } from '../../math/gaussian.ts';
import { posteriorMean, posteriorWeights } from '../../math/posterior.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { mixesAt, paintMix, threeGaussians } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

describe('the three Gaussians', () => {
  test.each([2, 20, 300, 1000])('at t = %i the product of two is the third, up to a factor', (t) => {
    const xt = 0.7 * Math.sqrt(schedule.alphaBar[t]) - 0.6 * Math.sqrt(1 - schedule.alphaBar[t]);
    const { fromXt, fromX0, both } = threeGaussians(schedule, t, 0.7, xt);
    const ratio = (shift: number) => {
      const x = both.mean + shift * Math.sqrt(both.variance);
      const product = normalPdf(x, fromXt.mean, fromXt.variance) * normalPdf(x, fromX0.mean, fromX0.variance);
      return product / normalPdf(x, both.mean, both.variance);
    };
    for (const shift of [-2, 1, 3]) expect(ratio(shift) / ratio(0)).toBeCloseTo(1, 8);
  });

  test('the question of the chapter: x_0 = 1, x_t = −1, t = 500', () => {
    expect(threeGaussians(schedule, 500, 1, -1).both.mean).toBeCloseTo(-0.99, 2);
  });

  test('at t = 1 only x_0 is left', () => {
    const { both } = threeGaussians(schedule, 1, 0.7, -0.4);
    expect(both.mean).toBeCloseTo(0.7, 10);
    expect(both.variance).toBe(0);
  });
});

test('the weights sum to (√α_t + √ᾱ_{t−1})/(1 + √ᾱ_t): 1 at t = 1, less after', () => {
  const { alpha, alphaBar } = schedule;
  for (const t of [1, 2, 10, 300, 1000]) {
    const { x0, xt } = posteriorWeights(schedule, t);
    const sum = (Math.sqrt(alpha[t]) + Math.sqrt(alphaBar[t - 1])) / (1 + Math.sqrt(alphaBar[t]));
    expect(x0 + xt).toBeCloseTo(sum, 9);
    if (t > 1) expect(x0 + xt).toBeLessThan(1);
  }
  const { x0, xt } = posteriorWeights(schedule, 300);
  expect(x0 + xt).toBeCloseTo(0.9993, 4);
});

test('pictures: the mean of a pixel is the posterior mean of its x_0 and x_t', () => {
  const { xt, mean, sample } = mixesAt(schedule, 40);
  const [x0, eps] = [0.3, -1.2];
  const noisy = xt.x0 * x0 + xt.eps * eps;
  expect(mean.x0 * x0 + mean.eps * eps).toBeCloseTo(posteriorMean(schedule, 40, x0, noisy), 12);
  // The sample is distributed like x_{t-1}: its noises have variance 1 − ᾱ_{t−1} together.
  expect(sample.eps ** 2 + sample.z ** 2).toBeCloseTo(1 - schedule.alphaBar[39], 12);
  expect(sample.x0).toBeCloseTo(Math.sqrt(schedule.alphaBar[39]), 12);
});

test('painting writes three values and an opaque alpha', () => {
  const rgba = new Uint8ClampedArray(8);
  const x0 = Float32Array.from([-1, 0, 1, 2, -2, 0.5]);
  const none = new Float32Array(6);
  paintMix(rgba, { x0: 1, eps: 0, z: 0 }, x0, none, none);
  expect([...rgba]).toEqual([0, 128, 255, 255, 255, 0, 191, 255]);
});
