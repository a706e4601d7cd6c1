import { expect, test } from 'vitest';
import { makeSchedule } from '../../math/schedules.ts';
import { denoisedAt } from './model.ts';

const { alphaBar } = makeSchedule({ id: 'linear', T: 1000 });

/** For data ±1, Bayes gives E[x_0 | x_t] = tanh(√ᾱ x_t/(1−ᾱ) + ½ ln(π/(1−π))): another route to the same number. */
const byTanh = (share: number, a: number, x: number) =>
  Math.tanh((Math.sqrt(a) * x) / (1 - a) + 0.5 * Math.log(share / (1 - share)));

test.each([1, 50, 300, 999])('Tweedie is the hyperbolic tangent at t = %d', (t) => {
  for (const share of [0.1, 0.5, 0.8])
    for (const x of [-2.5, -0.4, 0, 0.02, 1.3]) {
      const { mean, chance } = denoisedAt(share, alphaBar[t], x);
      expect(mean).toBeCloseTo(byTanh(share, alphaBar[t], x), 8);
      expect(2 * chance - 1).toBeCloseTo(byTanh(share, alphaBar[t], x), 8);
    }
});

test('midway between equal points the answer is their average at every t', () => {
  for (const t of [1, 10, 500, 1000]) expect(denoisedAt(0.5, alphaBar[t], 0).mean).toBeCloseTo(0, 12);
});
