import { describe, expect, it } from 'vitest';
import { x0FromScore } from './convert.ts';
import { normalPdf } from './gaussian.ts';
import * as line from './mixture.ts';
import {
  density2,
  drawFrom2,
  logDensity2,
  noisedMixture2,
  posteriorMeanOfX02,
  responsibilities2,
  scoreOf2,
  type Mixture2,
  type Vector2,
} from './mixture2.ts';
import { integrate } from './quadrature.ts';
import { makeRng } from './rng.ts';

const m: Mixture2 = [
  { weight: 0.4, mean: [-1, 0.5], variance: 0.2 },
  { weight: 0.35, mean: [1.1, 1], variance: 0.1 },
  { weight: 0.25, mean: [0.3, -1.2], variance: 0.3 },
];
const overPlane = (f: (x: Vector2) => number) =>
  integrate((x) => integrate((y) => f([x, y]), -6, 6, 96), -6, 6, 96);
const somewhere: Vector2[] = [
  [0, 0],
  [-1.3, 0.2],
  [0.8, 1.4],
  [2, -2],
];

describe('a mixture in the plane', () => {
  it('has mass 1 and is its components written out', () => {
    expect(overPlane((x) => density2(m, x))).toBeCloseTo(1, 9);
    for (const [x, y] of somewhere) {
      const sum = m.reduce(
        (total, { weight, mean, variance }) =>
          total + weight * normalPdf(x, mean[0], variance) * normalPdf(y, mean[1], variance),
        0,
      );
      expect(density2(m, [x, y])).toBeCloseTo(sum, 14);
      expect(logDensity2(m, [x, y])).toBeCloseTo(Math.log(sum), 12);
    }
  });

  it('has the gradient of ln p as its score', () => {
    const h = 1e-5;
    for (const [x, y] of somewhere) {
      const score = scoreOf2(m, [x, y]);
      const alongX = (logDensity2(m, [x + h, y]) - logDensity2(m, [x - h, y])) / (2 * h);
      const alongY = (logDensity2(m, [x, y + h]) - logDensity2(m, [x, y - h])) / (2 * h);
      expect(score[0]).toBeCloseTo(alongX, 7);
      expect(score[1]).toBeCloseTo(alongY, 7);
    }
    expect(scoreOf2(m, [90, 0]).every(Number.isFinite)).toBe(true);
  });

  it('is the mixture on the line when its second coordinates are one', () => {
    const flat: Mixture2 = m.map((component) => ({ ...component, mean: [component.mean[0], 0.7] }));
    const weights = flat.map(({ weight }) => weight);
    const variances = flat.map(({ variance }) => variance);
    // at y = 0.7 a component's second factor is 1/√(2πv): fold it into the weights
    const factors = weights.map((weight, k) => weight / Math.sqrt(2 * Math.PI * variances[k]));
    const total = factors.reduce((a, b) => a + b);
    const marginal: line.Mixture1 = {
      weights: factors.map((factor) => factor / total),
      means: flat.map(({ mean }) => mean[0]),
      variances,
    };
    expect(scoreOf2(flat, [0.2, 0.7])[0]).toBeCloseTo(line.scoreOf(marginal, 0.2), 12);
    expect(scoreOf2(flat, [0.2, 0.7])[1]).toBeCloseTo(0, 14);
    responsibilities2(flat, [0.2, 0.7]).forEach((r, k) =>
      expect(r).toBeCloseTo(line.responsibilities(marginal, 0.2)[k], 13),
    );
  });

  it('noises into the convolution, and E[x_0 | x_t] is Tweedie’s and the quadrature’s', () => {
    const alphaBar = 0.5;
    const noised = noisedMixture2(m, alphaBar);
    for (const x of somewhere.slice(0, 2)) {
      const joint = (x0: Vector2) =>
        density2(m, x0) *
        normalPdf(x[0], Math.sqrt(alphaBar) * x0[0], 1 - alphaBar) *
        normalPdf(x[1], Math.sqrt(alphaBar) * x0[1], 1 - alphaBar);
      const mass = overPlane(joint);
      expect(density2(noised, x)).toBeCloseTo(mass, 9);
      const mean = posteriorMeanOfX02(m, alphaBar, x);
      const score = scoreOf2(noised, x);
      for (const axis of [0, 1] as const) {
        expect(mean[axis]).toBeCloseTo(overPlane((x0) => x0[axis] * joint(x0)) / mass, 8);
        expect(mean[axis]).toBeCloseTo(x0FromScore(alphaBar, x[axis], score[axis]), 12);
      }
    }
  });

  it('draws what it describes', () => {
    const rng = makeRng(4);
    const n = 20_000;
    const draws = Array.from({ length: n }, () => drawFrom2(m, rng));
    for (const axis of [0, 1] as const) {
      const mean = m.reduce((sum, c) => sum + c.weight * c.mean[axis], 0);
      const variance = m.reduce((sum, c) => sum + c.weight * (c.variance + (c.mean[axis] - mean) ** 2), 0);
      const average = draws.reduce((sum, x) => sum + x[axis], 0) / n;
      const square = draws.reduce((sum, x) => sum + (x[axis] - mean) ** 2, 0) / n;
      expect(Math.abs(average - mean)).toBeLessThan(4.5 * Math.sqrt(variance / n));
      expect(Math.abs(square / variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n));
    }
  });
});
