import { describe, expect, test } from 'vitest';
import { density, varianceOf } from '../../math/mixture.ts';
import { logNormal, normalPdf } from '../../math/gaussian.ts';
import { betaTilde } from '../../math/posterior.ts';
import { integrate } from '../../math/quadrature.ts';
import { makeSchedule } from '../../math/schedules.ts';
import {
  averageVariance,
  before,
  compare,
  dataKinds,
  dataSets,
  divergence,
  kernelOf,
  stepOf,
} from './reverseStep.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

/** KL by brute force: Bayes' rule on a fine grid, with nothing of src/demos in it. */
function gridDivergence(kind: (typeof dataKinds)[number], t: number, beta: number, xt: number) {
  const past = before(dataSets[kind], stepOf(schedule, t, beta));
  const n = 120001;
  const x = (i: number) => -8 + (16 * i) / (n - 1);
  const h = 16 / (n - 1);
  const raw = Array.from(
    { length: n },
    (_, i) => normalPdf(xt, Math.sqrt(1 - beta) * x(i), beta) * density(past, x(i)),
  );
  const total = raw.reduce((a, b) => a + b) * h;
  const mean = raw.reduce((a, p, i) => a + p * x(i), 0) * (h / total);
  const variance = raw.reduce((a, p, i) => a + p * (x(i) - mean) ** 2, 0) * (h / total);
  const kl = raw.reduce(
    (a, p, i) => (p > 0 ? a + (p / total) * (Math.log(p / total) - logNormal(x(i), mean, variance)) * h : a),
    0,
  );
  return { kl, mean, variance };
}

describe('the exact step back', () => {
  test.each([
    ['points', 50, 0.002, 0.1],
    ['points', 100, 0.1, 0.05],
    ['bumps', 30, 0.05, -0.5],
    ['smooth', 200, 0.5, 0.7],
    ['smooth', 1, 0.3, 0.7],
  ] as const)('%s at t = %i, β = %f agrees with Bayes on a grid', (kind, t, beta, xt) => {
    const found = compare(kernelOf(dataSets[kind], stepOf(schedule, t, beta), xt));
    const grid = gridDivergence(kind, t, beta, xt);
    expect(found.mean).toBeCloseTo(grid.mean, 6);
    expect(found.variance).toBeCloseTo(grid.variance, 7);
    expect(found.divergence).toBeCloseTo(grid.kl, 5);
  });

  test('is a Gaussian for normal data, and once x_0 is given, for every β', () => {
    for (const beta of [1e-4, 0.02, 0.5, 0.89]) {
      const step = stepOf(schedule, 300, beta);
      expect(compare(kernelOf(dataSets.normal, step, 0.4)).divergence).toBeLessThan(1e-12);
      expect(compare(kernelOf(dataSets.points, step, 0.4, -1)).divergence).toBeLessThan(1e-12);
    }
  });

  test('fails at t = 1 for data of points: two values and no density', () => {
    expect(compare(kernelOf(dataSets.points, stepOf(schedule, 1), 0.001)).divergence).toBe(Infinity);
  });

  test('no Gaussian is nearer than the one of the same mean and variance', () => {
    const {
      kernel,
      mean,
      variance,
      divergence: best,
    } = compare(kernelOf(dataSets.points, stepOf(schedule, 50), 0.05));
    for (const [dm, f] of [
      [0.02, 1],
      [-0.02, 1],
      [0, 1.1],
      [0, 0.9],
    ])
      expect(divergence(kernel, mean + dm, variance * f)).toBeGreaterThan(best);
  });
});

describe('its variance', () => {
  test('averaged over x_t lies between β̃ and β; at one x_t it may not', () => {
    for (const kind of dataKinds)
      for (const t of [2, 20, 50, 300, 1000]) {
        const step = stepOf(schedule, t);
        const average = averageVariance(dataSets[kind], step);
        expect(average).toBeGreaterThanOrEqual(betaTilde(schedule, t) * (1 - 1e-9));
        expect(average).toBeLessThanOrEqual(schedule.beta[t] * (1 + 1e-9));
      }
    const middle = varianceOf(kernelOf(dataSets.points, stepOf(schedule, 50), 0));
    expect(middle / schedule.beta[50]).toBeCloseTo(2.2, 1);
  });

  test('averaged agrees with an integral over x_t', () => {
    const step = stepOf(schedule, 50);
    const now = before(dataSets.points, { schedule, at: 51, beta: 0 });
    const average = integrate(
      (xt) => density(now, xt) * varianceOf(kernelOf(dataSets.points, step, xt)),
      -3,
      3,
      1200,
    );
    expect(averageVariance(dataSets.points, step)).toBeCloseTo(average, 10);
  });
});
