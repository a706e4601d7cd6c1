/** N(mean, variance) on the line: densities, probabilities, divergences. Logarithms are natural, results in nats. */

const twoPi = 2 * Math.PI;

/** ln N(x; mean, variance). */
export const logNormal = (x: number, mean: number, variance: number): number =>
  -0.5 * ((x - mean) ** 2 / variance + Math.log(twoPi * variance));

/** N(x; mean, variance). */
export const normalPdf = (x: number, mean = 0, variance = 1): number =>
  Math.exp(logNormal(x, mean, variance));

/** e^{z²/2} Φ(-z) for z ≥ 2.5, by Laplace's continued fraction of Mills' ratio, evaluated from its tail. */
function scaledUpperTail(z: number): number {
  let fraction = z;
  for (let k = 90; k >= 1; k--) fraction = z + k / fraction;
  return 1 / (fraction * Math.sqrt(twoPi));
}

/** Φ(z) - 1/2 for |z| < 2.5: φ(z)(z + z³/3 + z⁵/(3·5) + …), all terms of one sign, so nothing cancels. */
function centralSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return (sum * Math.exp(-0.5 * z * z)) / Math.sqrt(twoPi);
}

function standardCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z <= -2.5) return Math.exp(-0.5 * z * z) * (z === -Infinity ? 0 : scaledUpperTail(-z));
  if (z >= 2.5) return 1 - standardCdf(-z);
  return 0.5 + centralSeries(z);
}

/** P(X ≤ x) for X ~ N(mean, variance). The lower tail keeps its relative accuracy. */
export const normalCdf = (x: number, mean = 0, variance = 1): number =>
  standardCdf((x - mean) / Math.sqrt(variance));

/** ln Φ(z), also where Φ(z) itself is too small for a float64. */
export function logNormalCdf(z: number): number {
  if (z === -Infinity) return -Infinity;
  if (z <= -2.5) return -0.5 * z * z + Math.log(scaledUpperTail(-z));
  return z > 0 ? Math.log1p(-standardCdf(-z)) : Math.log(standardCdf(z));
}

/** KL(N(m1, v1) ‖ N(m2, v2)) in nats. */
export const klNormal = (m1: number, v1: number, m2: number, v2: number): number =>
  // ln through log1p: for v1 ≈ v2 the logarithm and the ratio cancel to second order
  0.5 * ((v1 - v2) / v2 - Math.log1p((v1 - v2) / v2) + (m1 - m2) ** 2 / v2);

/** Differential entropy of N(·, variance) in nats: ½ ln(2πe v). */
export const entropyNormal = (variance: number): number => 0.5 * (1 + Math.log(twoPi * variance));
