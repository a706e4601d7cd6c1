import { describe, expect, it } from 'vitest';
import {
  betaBetween,
  inheritedNoise,
  inheritedNoiseShare,
  jumpKernel,
  newNoiseShare,
  stepKernel,
} from './forward.ts';
import { makeRng } from './rng.ts';
import { makeSchedule } from './schedules.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

/** Mean factor and variance after the steps from+1 … t, one at a time. */
function chain(from: number, t: number) {
  let mean = 1;
  let variance = 0;
  for (let k = from + 1; k <= t; k++) {
    const step = stepKernel(schedule, k);
    mean *= step.mean;
    variance = step.mean ** 2 * variance + step.variance;
  }
  return { mean, variance };
}

describe('jumpKernel', () => {
  it('equals the chain of steps', () => {
    for (const [from, t] of [
      [0, 1],
      [0, 700],
      [0, 1000],
      [1, 2],
      [300, 301],
      [300, 900],
      [5, 5],
    ]) {
      const jump = jumpKernel(schedule, t, from);
      const steps = chain(from, t);
      expect(Math.abs(jump.mean - steps.mean)).toBeLessThan(1e-12);
      expect(Math.abs(jump.variance - steps.variance)).toBeLessThan(1e-12);
    }
  });

  it('defaults to the jump from the data', () => {
    expect(jumpKernel(schedule, 400)).toEqual(jumpKernel(schedule, 400, 0));
    expect(jumpKernel(schedule, 400).variance).toBe(1 - schedule.alphaBar[400]);
    expect(jumpKernel(schedule, 0)).toEqual({ mean: 1, variance: 0 });
  });

  it('is what a simulated chain does', () => {
    const short = makeSchedule({ id: 'linear', T: 20, betaStart: 0.01, betaEnd: 0.2 });
    const rng = makeRng(1);
    const n = 20_000;
    const x0 = 1.5;
    const ends = Array.from({ length: n }, () => {
      let x = x0;
      for (let t = 1; t <= 20; t++) {
        const { mean, variance } = stepKernel(short, t);
        x = mean * x + Math.sqrt(variance) * rng.gaussian();
      }
      return x;
    });
    const { mean, variance } = jumpKernel(short, 20);
    const sampleMean = ends.reduce((a, b) => a + b) / n;
    const sampleVariance = ends.reduce((a, x) => a + (x - sampleMean) ** 2, 0) / (n - 1);
    expect(Math.abs(sampleMean - mean * x0)).toBeLessThan(4.5 * Math.sqrt(variance / n));
    expect(Math.abs(sampleVariance / variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / n));
  });

  it('refuses to go backwards or out of range', () => {
    expect(() => jumpKernel(schedule, 3, 4)).toThrow(RangeError);
    expect(() => jumpKernel(schedule, 1001)).toThrow(RangeError);
    expect(() => jumpKernel(schedule, 3, -1)).toThrow(RangeError);
    expect(() => stepKernel(schedule, 0)).toThrow(RangeError);
  });
});

describe('betaBetween', () => {
  it('is β over one step and composes', () => {
    expect(betaBetween(schedule, 7, 6)).toBe(schedule.beta[7]);
    const first = betaBetween(schedule, 500, 200);
    const second = betaBetween(schedule, 800, 500);
    expect(betaBetween(schedule, 800, 200)).toBeCloseTo(1 - (1 - first) * (1 - second), 14);
  });
});

describe('noise shares', () => {
  it('split the noise of x_t into inherited and new', () => {
    for (const t of [1, 2, 10, 500, 1000]) {
      const noise = 1 - schedule.alphaBar[t];
      expect(Math.abs((inheritedNoise(schedule, t) + schedule.beta[t]) / noise - 1)).toBeLessThan(1e-11);
      expect(newNoiseShare(schedule, t) + inheritedNoiseShare(schedule, t)).toBeCloseTo(1, 11);
      expect(inheritedNoise(schedule, t)).toBeCloseTo(chain(0, t).variance - schedule.beta[t], 12);
    }
    expect(newNoiseShare(schedule, 1)).toBeCloseTo(1, 11);
    expect(inheritedNoise(schedule, 1)).toBe(0);
  });
});
