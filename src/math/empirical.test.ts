import { describe, expect, it } from 'vitest';
import { histogramOf, kolmogorovBound, kolmogorovDistance, momentsOf } from './empirical.ts';
import { normalCdf } from './gaussian.ts';
import { makeRng } from './rng.ts';

const gaussians = (n: number, stream: number) => {
  const rng = makeRng(11, stream);
  return Float64Array.from({ length: n }, () => rng.gaussian());
};

describe('histogramOf', () => {
  it('holds shares per unit of x', () => {
    expect([...histogramOf([0.1, 0.2, 0.7, 5], { from: 0, to: 1, bins: 2 })]).toEqual([1, 0.5]);
  });
});

describe('momentsOf', () => {
  it('gives mean and variance', () => {
    expect(momentsOf([1, 2, 3, 6])).toEqual({ mean: 3, variance: 3.5 });
    expect(momentsOf([]).mean).toBeNaN();
  });
});

describe('kolmogorovDistance', () => {
  it('is half a step for the median of a distribution', () => {
    expect(kolmogorovDistance([0], (x) => normalCdf(x))).toBeCloseTo(0.5, 12);
  });

  it('compares jumps with jumps', () => {
    const coin = (x: number) => (x < -1 ? 0 : x < 1 ? 0.5 : 1);
    expect(kolmogorovDistance([-1, 1, -1, 1], coin)).toBe(0);
  });

  it('exceeds the bound in about 5 of 100 cases, and nearly always where the samples are shifted', () => {
    const n = 200;
    const beyond = (shift: number) =>
      Array.from({ length: 400 }, (_, run) => run).filter(
        (run) => kolmogorovDistance(gaussians(n, run), (x) => normalCdf(x - shift)) > kolmogorovBound(n),
      ).length / 400;
    expect(beyond(0)).toBeGreaterThan(0.02);
    expect(beyond(0)).toBeLessThan(0.08);
    expect(beyond(0.4)).toBeGreaterThan(0.97);
  });
});
