import { expect, test } from 'vitest';
import { normalPdf } from '../../math/gaussian.ts';
import { integrate } from '../../math/quadrature.ts';
import {
  divergence,
  divergenceByQuadrature,
  measuredDeviation,
  productByQuadrature,
  productOf,
  sumOf,
  type Gaussian,
} from './model.ts';

const pairs: [Gaussian, Gaussian][] = [
  [
    { mean: -0.8, deviation: 0.6 },
    { mean: 1, deviation: 0.8 },
  ],
  [
    { mean: 2.5, deviation: 0.3 },
    { mean: -2.5, deviation: 1.6 },
  ],
  [
    { mean: -2.5, deviation: 0.3 },
    { mean: 2.5, deviation: 0.3 },
  ],
];

test.each(pairs)('the sum is the convolution of the two', (a, b) => {
  const { mean, deviation } = sumOf(a, b);
  for (const x of [mean, mean + deviation, mean - 2 * deviation]) {
    const convolved = integrate(
      (u) => normalPdf(u, a.mean, a.deviation ** 2) * normalPdf(x - u, b.mean, b.deviation ** 2),
      a.mean - 10 * a.deviation,
      a.mean + 10 * a.deviation,
      300,
    );
    expect(normalPdf(x, mean, deviation ** 2)).toBeCloseTo(convolved, 10);
  }
  // 4,000 draws: the deviation's own error is 1.1 per cent.
  expect(Math.abs(measuredDeviation(a, b) / deviation - 1)).toBeLessThan(0.035);
});

test.each(pairs)('the product agrees with its integrals', (a, b) => {
  const [formula, integral] = [productOf(a, b), productByQuadrature(a, b)];
  expect(formula.mean).toBeCloseTo(integral.mean, 8);
  expect(formula.deviation).toBeCloseTo(integral.deviation, 8);
});

test.each(pairs)('both divergences agree with their integrals, and differ', (a, b) => {
  expect(divergence(a, b)).toBeCloseTo(divergenceByQuadrature(a, b), 7);
  expect(divergence(b, a)).toBeCloseTo(divergenceByQuadrature(b, a), 7);
  if (a.deviation !== b.deviation) expect(Math.abs(divergence(a, b) - divergence(b, a))).toBeGreaterThan(0.1);
});
