import { expect, test } from 'vitest';
import { crossEntropy, entropy, klDiscrete } from './information.ts';
import { makeRng } from './rng.ts';

test('a fair coin costs one bit, a sure thing none', () => {
  expect(entropy([0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
  expect(entropy([1, 0])).toBe(0);
  expect(klDiscrete([1, 0], [0.25, 0.75])).toBeCloseTo(2 * Math.LN2, 14);
  expect(klDiscrete([0.5, 0.5], [1, 0])).toBe(Infinity);
});

test('the cross-entropy is the entropy and the divergence, which is never negative', () => {
  const rng = makeRng(3);
  const draw = () => {
    const weights = Array.from({ length: 5 }, () => rng.uniform() + 1e-3);
    const total = weights.reduce((a, b) => a + b);
    return weights.map((w) => w / total);
  };
  for (let i = 0; i < 200; i++) {
    const [p, q] = [draw(), draw()];
    expect(crossEntropy(p, q)).toBeCloseTo(entropy(p) + klDiscrete(p, q), 12);
    expect(klDiscrete(p, q)).toBeGreaterThan(0);
  }
});

test('it is the mean code length: draws of p cost that much under q', () => {
  const rng = makeRng(4);
  const [p, q] = [
    [0.2, 0.8],
    [0.6, 0.4],
  ];
  const costs = Array.from({ length: 40_000 }, () => -Math.log(rng.uniform() < p[0] ? q[0] : q[1]));
  const mean = costs.reduce((a, b) => a + b) / costs.length;
  expect(Math.abs(mean - crossEntropy(p, q))).toBeLessThan(4 * (0.4 / Math.sqrt(costs.length)));
});
