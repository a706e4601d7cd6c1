import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepsOf, subsequence, type Spacing } from './timesteps.ts';

describe('subsequence', () => {
  it('knows small cases by hand', () => {
    expect(subsequence(10, 4, 'linspace')).toEqual([10, 7, 4, 1]);
    expect(subsequence(10, 4, 'leading')).toEqual([7, 5, 3, 1]);
    expect(subsequence(10, 4, 'trailing')).toEqual([10, 8, 5, 2]);
    expect(subsequence(1000, 1, 'linspace')).toEqual([1000]);
    expect(subsequence(1000, 1, 'leading')).toEqual([1]);
    expect(subsequence(1000, 1, 'trailing')).toEqual([1000]);
  });

  it('has S different times, decreasing within 1 … T, and starts at T unless leading', () => {
    const cases = fc
      .integer({ min: 1, max: 1200 })
      .chain((T) => fc.tuple(fc.constant(T), fc.integer({ min: 1, max: T })));
    fc.assert(
      fc.property(cases, fc.constantFrom<Spacing>('linspace', 'leading', 'trailing'), ([T, S], spacing) => {
        const times = subsequence(T, S, spacing);
        expect(times).toHaveLength(S);
        times.forEach((t, i) => {
          expect(Number.isInteger(t) && t >= 1 && t <= T).toBe(true);
          if (i > 0) expect(t).toBeLessThan(times[i - 1]);
        });
        if (spacing !== 'leading') expect(times[0]).toBe(T);
        if (spacing !== 'trailing' && S > 1) expect(times.at(-1)).toBe(1);
      }),
    );
  });

  it('is every time for S = T', () => {
    const every = Array.from({ length: 50 }, (_, i) => 50 - i);
    for (const spacing of ['linspace', 'leading', 'trailing'] as const)
      expect(subsequence(50, 50, spacing)).toEqual(every);
  });

  it('refuses other numbers of steps and other names', () => {
    for (const S of [0, 11, 2.5, NaN]) expect(() => subsequence(10, S, 'linspace')).toThrow(RangeError);
    expect(() => subsequence(10, 2, 'karras' as Spacing)).toThrow("no spacing 'karras'");
  });
});

describe('stepsOf', () => {
  it('pairs the times and ends at the data', () => {
    expect([...stepsOf([9, 5, 2])]).toEqual([
      [9, 5],
      [5, 2],
      [2, 0],
    ]);
    expect([...stepsOf([])]).toEqual([]);
  });
});
