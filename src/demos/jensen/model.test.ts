import { expect, test } from 'vitest';
import { integrate } from '../../math/quadrature.ts';
import { makeRng } from '../../math/rng.ts';
import { divergenceOf, jensenOf, ratiosOf } from './model.ts';

test('the chord lies under the curve, and the gap is the integral of its bend', () => {
  const rng = makeRng(8);
  for (let i = 0; i < 100; i++) {
    const [a, b, p] = [0.1 + 3.9 * rng.uniform(), 0.1 + 3.9 * rng.uniform(), 0.05 + 0.9 * rng.uniform()];
    const { mean, chord, curve } = jensenOf({ a, b, p });
    // Taylor with remainder: f(m) − E f = −Σ weights ∫ f''(s)(x − s) ds from m to x, f = log
    const rest = (x: number) => integrate((s) => (x - s) / (s * s), mean, x, 128);
    expect(curve - chord).toBeCloseTo(p * rest(a) + (1 - p) * rest(b), 6);
    expect(curve).toBeGreaterThanOrEqual(chord);
  }
});

test('for ratios the mean is 1 and the chord’s depth is the divergence', () => {
  for (const [p, q] of [
    [0.5, 0.2],
    [0.1, 0.9],
    [0.3, 0.3],
  ]) {
    const { mean, chord } = jensenOf(ratiosOf(p, q));
    expect(mean).toBeCloseTo(1, 14);
    expect(divergenceOf(p, q)).toBeCloseTo(-chord, 13);
    expect(divergenceOf(p, q)).toBeGreaterThanOrEqual(0);
  }
});
