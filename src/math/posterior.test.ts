import { describe, expect, it } from 'vitest';
import { x0FromEps } from './convert.ts';
import { jumpKernel } from './forward.ts';
import { normalPdf } from './gaussian.ts';
import { betaTilde, posteriorMean, posteriorMeanFromEps, posteriorWeights } from './posterior.ts';
import { integrate } from './quadrature.ts';
import { makeSchedule } from './schedules.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

/** Mean and variance of q(x_s | x_t, x_0) ∝ q(x_t | x_s) q(x_s | x_0), by Bayes' rule on a quadrature grid. */
function byBayes(t: number, s: number, x0: number, xt: number) {
  const prior = jumpKernel(schedule, s);
  const step = jumpKernel(schedule, t, s);
  const weight = (x: number) =>
    normalPdf(x, prior.mean * x0, prior.variance) * normalPdf(xt, step.mean * x, step.variance);
  // the product is narrower than either factor and lies between their peaks
  const reach = 12 * Math.sqrt(Math.min(prior.variance, step.variance / step.mean ** 2));
  const precision = 1 / prior.variance + step.mean ** 2 / step.variance;
  const peak = ((prior.mean * x0) / prior.variance + (step.mean * xt) / step.variance) / precision;
  const over = (f: (x: number) => number) =>
    integrate((x) => f(x) * weight(x), peak - reach, peak + reach, 240);
  const mass = over(() => 1);
  const mean = over((x) => x) / mass;
  return { mean, variance: over((x) => (x - mean) ** 2) / mass };
}

describe('the posterior q(x_s | x_t, x_0)', () => {
  it('is what Bayes says numerically', () => {
    for (const [t, s] of [
      [2, 1],
      [50, 49],
      [500, 499],
      [1000, 999],
      [600, 200],
      [1000, 1],
    ]) {
      const x0 = 0.6;
      const jump = jumpKernel(schedule, t);
      const xt = jump.mean * x0 - 1.3 * Math.sqrt(jump.variance); // where x_t can be: else all densities underflow
      const { mean, variance } = byBayes(t, s, x0, xt);
      const weights = posteriorWeights(schedule, t, s);
      expect(Math.abs(weights.x0 * x0 + weights.xt * xt - mean)).toBeLessThan(1e-10);
      expect(relative(betaTilde(schedule, t, s), variance)).toBeLessThan(1e-9);
      if (s === t - 1) expect(Math.abs(posteriorMean(schedule, t, x0, xt) - mean)).toBeLessThan(1e-10);
    }
  });

  it('steps back through an intermediate time to the same distribution', () => {
    const [t, m, s] = [700, 450, 100];
    const far = posteriorWeights(schedule, t, s);
    const first = posteriorWeights(schedule, t, m);
    const second = posteriorWeights(schedule, m, s);
    expect(second.xt * first.xt).toBeCloseTo(far.xt, 13);
    expect(second.x0 + second.xt * first.x0).toBeCloseTo(far.x0, 13);
    const variance = betaTilde(schedule, m, s) + second.xt ** 2 * betaTilde(schedule, t, m);
    expect(variance).toBeCloseTo(betaTilde(schedule, t, s), 13);
  });

  it('has the same mean from ε', () => {
    for (const t of [1, 2, 300, 1000]) {
      const [xt, eps] = [0.4, -1.3];
      const x0 = x0FromEps(schedule.alphaBar[t], xt, eps);
      const mean = posteriorMean(schedule, t, x0, xt);
      expect(Math.abs(posteriorMeanFromEps(schedule, t, xt, eps) - mean)).toBeLessThan(1e-11);
    }
  });

  it('returns the data at s = 0 and weights that sum to (√α_t + √ᾱ_{t-1})/(1 + √ᾱ_t)', () => {
    expect(posteriorWeights(schedule, 1).x0).toBeCloseTo(1, 11);
    expect(posteriorWeights(schedule, 400, 0).x0).toBeCloseTo(1, 14);
    expect(posteriorWeights(schedule, 400, 0).xt).toBe(0);
    expect([betaTilde(schedule, 1), betaTilde(schedule, 400, 0)]).toEqual([0, 0]);
    for (const t of [2, 100, 1000]) {
      const { x0, xt } = posteriorWeights(schedule, t);
      const { alpha, alphaBar } = schedule;
      const sum = (Math.sqrt(alpha[t]) + Math.sqrt(alphaBar[t - 1])) / (1 + Math.sqrt(alphaBar[t]));
      expect(x0 + xt).toBeCloseTo(sum, 11);
      expect(x0 + xt).toBeLessThan(1);
    }
  });

  it('stays near x_t at t = 500, whatever x_0: about -0.99 for x_0 = 1, x_t = -1', () => {
    expect(posteriorMean(schedule, 500, 1, -1)).toBeCloseTo(-0.99, 2);
  });

  it('refuses s ≥ t and times outside the schedule', () => {
    for (const [t, s] of [
      [5, 5],
      [5, 6],
      [0, -1],
      [1001, 1000],
    ]) {
      expect(() => posteriorWeights(schedule, t, s)).toThrow(RangeError);
      expect(() => betaTilde(schedule, t, s)).toThrow(RangeError);
    }
    expect(() => posteriorMeanFromEps(schedule, 0, 1, 1)).toThrow(RangeError);
  });
});
