import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile, relativeDifference } from './statistics.ts';

describe('quantile', () => {
  it('is what NumPy gives', () => {
    // numpy.quantile([7, 1, 3, 10], [0, .25, .5, .95, 1])
    const values = [7, 1, 3, 10];
    expect([0, 0.25, 0.5, 1].map((share) => quantile(values, share))).toEqual([1, 2.5, 5, 10]);
    expect(quantile(values, 0.95)).toBeCloseTo(9.55, 12);
    expect(values).toEqual([7, 1, 3, 10]);
    expect(median([4])).toBe(4);
    expect(median([])).toBeNaN();
  });

  it('lies within the values and grows with the share', () => {
    const values = fc.array(fc.double({ noNaN: true, min: 0, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (times) => {
        const [low, middle, high] = [0.1, 0.5, 0.95].map((share) => quantile(times, share));
        expect(low).toBeGreaterThanOrEqual(Math.min(...times));
        expect(high).toBeLessThanOrEqual(Math.max(...times));
        expect(low).toBeLessThanOrEqual(middle);
        expect(middle).toBeLessThanOrEqual(high);
      }),
    );
  });
});

describe('relativeDifference', () => {
  it('is the largest difference beside the largest value', () => {
    expect(relativeDifference([1, -4.5, 2], [1, -4, 2])).toBe(0.125);
    expect(relativeDifference([1, 2], [1, 2])).toBe(0);
  });

  it('is no number where a value is none or missing', () => {
    expect(relativeDifference([1, NaN], [1, 2])).toBeNaN();
    expect(relativeDifference([1], [1, 2])).toBeNaN();
  });
});
