import { describe, expect, it } from 'vitest';
import { x0FromScore } from './convert.ts';
import { jumpKernel } from './forward.ts';
import { normalPdf } from './gaussian.ts';
import {
  cdf,
  density,
  drawFrom,
  indexOf,
  logDensity,
  logSumExp,
  meanOf,
  noisedMixture,
  posteriorMeanOfX0,
  posteriorOfX0,
  responsibilities,
  reverseKernel,
  reverseKernelDensity,
  scoreOf,
  varianceOf,
  type Mixture1,
} from './mixture.ts';
import { integrate } from './quadrature.ts';
import { makeRng } from './rng.ts';
import { makeSchedule } from './schedules.ts';

const m: Mixture1 = { weights: [0.3, 0.5, 0.2], means: [-1.2, 0.4, 2], variances: [0.05, 0.3, 0.01] };
const points: Mixture1 = { weights: [0.25, 0.75], means: [-1, 1], variances: [0, 0] };
const schedule = makeSchedule({ id: 'linear', T: 1000 });
const everywhere = (f: (x: number) => number) =>
  [-8, -2, -1, 0, 1, 1.6, 2.4, 8].reduce(
    (sum, b, i, ends) => (i === 0 ? 0 : sum + integrate(f, ends[i - 1], b, 80)),
    0,
  );

describe('a mixture', () => {
  it('has a density of mass 1, with its mean, variance and distribution function', () => {
    expect(everywhere((x) => density(m, x))).toBeCloseTo(1, 11);
    const mean = everywhere((x) => x * density(m, x));
    expect(meanOf(m)).toBeCloseTo(mean, 11);
    expect(varianceOf(m)).toBeCloseTo(
      everywhere((x) => (x - mean) ** 2 * density(m, x)),
      10,
    );
    const upTo = integrate((x) => density(m, x), -8, -2, 80) + integrate((x) => density(m, x), -2, 0.7, 200);
    expect(cdf(m, 0.7)).toBeCloseTo(upTo, 10);
    expect([cdf(m, -Infinity), cdf(m, Infinity)]).toEqual([0, 1]);
  });

  it('has the derivative of ln p as its score, in the bulk and far out', () => {
    const h = 1e-5;
    for (const x of [-3, -1.2, -0.4, 0.1, 1.5, 2.05]) {
      const difference = (logDensity(m, x + h) - logDensity(m, x - h)) / (2 * h);
      expect(Math.abs(scoreOf(m, x) / difference - 1)).toBeLessThan(1e-6);
    }
    expect(density(m, 60)).toBe(0);
    expect(logDensity(m, 60)).toBeLessThan(-1000);
    expect(scoreOf(m, 60)).toBeCloseTo((0.4 - 60) / 0.3, 9);
  });

  it('gives each component its share by Bayes', () => {
    const parts = m.weights.map((w, k) => w * normalPdf(0.1, m.means[k], m.variances[k]));
    const total = parts.reduce((a, b) => a + b);
    responsibilities(m, 0.1).forEach((r, k) => expect(r).toBeCloseTo(parts[k] / total, 13));
  });

  it('draws what it describes', () => {
    const rng = makeRng(3);
    const n = 40_000;
    const draws = Array.from({ length: n }, () => drawFrom(m, rng));
    const mean = draws.reduce((a, b) => a + b) / n;
    expect(Math.abs(mean - meanOf(m))).toBeLessThan(4.5 * Math.sqrt(varianceOf(m) / n));
    for (const x of [-1.2, 0, 0.7, 2]) {
      const share = draws.filter((draw) => draw <= x).length / n;
      expect(Math.abs(share - cdf(m, x))).toBeLessThan(4.5 * 0.5 * Math.sqrt(1 / n));
    }
    expect([0, 0.3, 0.79, 0.81, 0.9999999999999999].map((u) => indexOf(m.weights, u))).toEqual([
      0, 1, 1, 2, 2,
    ]);
    expect(indexOf([0.5, 0.4999], 0.99995)).toBe(1);
  });
});

describe('noisedMixture', () => {
  it('is the convolution ∫ q(x_t | x_0) p(x_0) dx_0', () => {
    for (const t of [50, 300, 800]) {
      const { mean, variance } = jumpKernel(schedule, t);
      const noised = noisedMixture(m, schedule.alphaBar[t]);
      for (const x of [-1, 0.2, 1.7])
        expect(density(noised, x)).toBeCloseTo(
          everywhere((x0) => density(m, x0) * normalPdf(x, mean * x0, variance)),
          10,
        );
    }
  });

  it('tends to N(0, 1) and leaves Var x_t = 1 + ᾱ(Var x_0 - 1)', () => {
    for (const alphaBar of [0.9, 0.4, 0])
      expect(varianceOf(noisedMixture(m, alphaBar))).toBeCloseTo(1 + alphaBar * (varianceOf(m) - 1), 13);
    expect(density(noisedMixture(m, 0), 0.7)).toBeCloseTo(normalPdf(0.7), 14);
  });
});

describe('posteriorMeanOfX0', () => {
  it('is ∫ x_0 p(x_0 | x_t) by quadrature, and Tweedie’s formula', () => {
    for (const alphaBar of [0.95, 0.5, 0.05]) {
      for (const x of [-1.5, 0, 0.9]) {
        const posterior = (x0: number) =>
          density(m, x0) * normalPdf(x, Math.sqrt(alphaBar) * x0, 1 - alphaBar);
        const mean = everywhere((x0) => x0 * posterior(x0)) / everywhere(posterior);
        expect(posteriorMeanOfX0(m, alphaBar, x)).toBeCloseTo(mean, 9);
        const score = scoreOf(noisedMixture(m, alphaBar), x);
        expect(posteriorMeanOfX0(m, alphaBar, x)).toBeCloseTo(x0FromScore(alphaBar, x, score), 12);
      }
    }
  });

  it('is a responsibility-weighted average for point data: tanh for two equal points', () => {
    const even: Mixture1 = { weights: [0.5, 0.5], means: [-1, 1], variances: [0, 0] };
    for (const x of [-2, 0, 0.3])
      expect(posteriorMeanOfX0(even, 0.6, x)).toBeCloseTo(Math.tanh((Math.sqrt(0.6) * x) / 0.4), 13);
    expect(posteriorOfX0(points, 0.6, 0.3).variances).toEqual([0, 0]);
  });
});

describe('reverseKernel', () => {
  it('is q(x_t | x_s) q(x_s) / q(x_t)', () => {
    for (const [data, t, s] of [
      [m, 500, 499],
      [m, 30, 29],
      [m, 900, 100],
      [points, 50, 49],
      [points, 700, 300],
    ] as const) {
      const { alphaBar } = schedule;
      const step = jumpKernel(schedule, t, s);
      const before = noisedMixture(data, alphaBar[s]);
      const after = noisedMixture(data, alphaBar[t]);
      const xt = 0.3;
      for (const x of [0.1, 0.3, 0.45]) {
        const bayes = (normalPdf(xt, step.mean * x, step.variance) * density(before, x)) / density(after, xt);
        const exact = reverseKernelDensity(data, schedule, t, xt, x, s);
        expect(Math.abs(exact - bayes)).toBeLessThan(1e-9 * (1 + bayes));
      }
      expect(responsibilities(reverseKernel(data, schedule, t, xt, s), 0.3)).toHaveLength(data.means.length);
    }
    expect(reverseKernelDensity(m, schedule, 400, 0.2, 0.1)).toBe(
      density(reverseKernel(m, schedule, 400, 0.2), 0.1),
    );
  });

  it('at s = 0 is the posterior of the data', () => {
    const kernel = reverseKernel(m, schedule, 300, 0.5, 0);
    expect(meanOf(kernel)).toBeCloseTo(posteriorMeanOfX0(m, schedule.alphaBar[300], 0.5), 12);
  });

  it('can be wider than β: data ±1 at x_t = 0, t = 50 have variance 2.2 β_t', () => {
    const even: Mixture1 = { weights: [0.5, 0.5], means: [-1, 1], variances: [0, 0] };
    expect(varianceOf(reverseKernel(even, schedule, 50, 0)) / schedule.beta[50]).toBeCloseTo(2.2, 1);
  });

  it('refuses to look forward', () => {
    expect(() => reverseKernel(m, schedule, 5, 0, 5)).toThrow(RangeError);
    expect(() => reverseKernel(m, schedule, 5, 0, 6)).toThrow(RangeError);
    expect(() => reverseKernel(m, schedule, 0, 0)).toThrow(RangeError);
  });
});

describe('logSumExp', () => {
  it('survives terms that underflow or overflow', () => {
    expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 12);
    expect(logSumExp([1000, 0])).toBe(1000);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([-Infinity, 3])).toBe(3);
    expect(logSumExp([])).toBe(-Infinity);
  });
});
