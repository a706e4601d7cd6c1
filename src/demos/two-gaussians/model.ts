/** Two Gaussians on one axis: their sum, their product, and how far apart they are. */
import { klNormal, logNormal, normalPdf } from '../../math/gaussian.ts';
import { integrate } from '../../math/quadrature.ts';
import { gaussianAt } from '../../math/rng.ts';

export interface Gaussian {
  mean: number;
  deviation: number;
}

const pdf = (x: number, { mean, deviation }: Gaussian) => normalPdf(x, mean, deviation ** 2);

/** X_1 + X_2 for independent X_1, X_2: means and variances add. */
export const sumOf = (a: Gaussian, b: Gaussian): Gaussian => ({
  mean: a.mean + b.mean,
  deviation: Math.hypot(a.deviation, b.deviation),
});

/** The deviation of n seeded draws of X_1 + X_2. */
export function measuredDeviation(a: Gaussian, b: Gaussian, n = 4000): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = a.deviation * gaussianAt(1, 0, i) + b.deviation * gaussianAt(1, 1, i);
    sum += x;
    squares += x * x;
  }
  return Math.sqrt((squares - (sum * sum) / n) / (n - 1));
}

/** The density ∝ N_1 · N_2: precisions add, and each mean counts by its precision. */
export function productOf(a: Gaussian, b: Gaussian): Gaussian {
  const precision = a.deviation ** -2 + b.deviation ** -2;
  return {
    mean: (a.mean * a.deviation ** -2 + b.mean * b.deviation ** -2) / precision,
    deviation: precision ** -0.5,
  };
}

/** Mean and deviation of N_1 · N_2 / Z by quadrature, with no formula for the product. */
export function productByQuadrature(a: Gaussian, b: Gaussian): Gaussian {
  const low = Math.min(a.mean, b.mean) - 4;
  const high = Math.max(a.mean, b.mean) + 4;
  const over = (f: (x: number) => number) => integrate((x) => f(x) * pdf(x, a) * pdf(x, b), low, high, 200);
  const total = over(() => 1);
  const mean = over((x) => x) / total;
  return { mean, deviation: Math.sqrt(over((x) => (x - mean) ** 2) / total) };
}

/** p_a(x) ln(p_a(x)/p_b(x)): what is integrated to KL(a ‖ b). */
export const divergenceAt = (x: number, a: Gaussian, b: Gaussian): number =>
  pdf(x, a) * (logNormal(x, a.mean, a.deviation ** 2) - logNormal(x, b.mean, b.deviation ** 2));

/** KL(a ‖ b) in nats by its formula. */
export const divergence = (a: Gaussian, b: Gaussian): number =>
  klNormal(a.mean, a.deviation ** 2, b.mean, b.deviation ** 2);

/** KL(a ‖ b) in nats as the integral that defines it. */
export const divergenceByQuadrature = (a: Gaussian, b: Gaussian): number =>
  integrate((x) => divergenceAt(x, a, b), a.mean - 10 * a.deviation, a.mean + 10 * a.deviation, 200);
