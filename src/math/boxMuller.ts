/*
 * Box–Muller on two 32-bit words, with polynomials of our own, so that a GPU gets the same numbers: WGSL and GLSL
 * leave the accuracy of their log, sin and cos open. All argument reductions below are exact in float32, all
 * coefficients are float32 numbers, and no step needs more than float32, so the code ports line by line.
 */

/** P in ln(1 + f) = f - f²/2 + f³ P(f) for √½ - 1 ≤ f ≤ √2 - 1, lowest power first (minimax fit, error < 1e-8). */
export const logCoefficients = [
  0.33333316445350647, -0.25000810623168945, 0.2000228613615036, -0.16624552011489868, 0.14181195199489594,
  -0.13128770887851715, 0.12881635129451752, -0.07859554141759872,
] as const;

/** S in sin(π a / 2) = a S(a²) for |a| ≤ 1/2, lowest power first (minimax fit, error < 3e-8). */
export const sinCoefficients = [
  1.5707963705062866, -0.6459634900093079, 0.07968022674322128, -0.004602177068591118,
] as const;

/** C in cos(π a / 2) = 1 + a² C(a²) for |a| ≤ 1/2, lowest power first (minimax fit, error < 3e-8). */
export const cosCoefficients = [
  -1.2337005138397217, 0.25366923213005066, -0.02086028829216957, 0.0009040216100402176,
] as const;

/** ln 2 in two float32 parts: the first has so few bits that its product with an exponent is exact. */
export const ln2High = 0.693359375;
export const ln2Low = -2.1219444170128554e-4;

/** What is done to the result of every operation: nothing (float64), or `Math.fround` to run as a GPU does. */
export type Rounding = (x: number) => number;
const exact: Rounding = (x) => x;

function horner(coefficients: readonly number[], x: number, round: Rounding): number {
  let sum = coefficients[coefficients.length - 1];
  for (let i = coefficients.length - 2; i >= 0; i--) sum = round(round(sum * x) + coefficients[i]);
  return sum;
}

/** ln u of u = ((word >>> 8) + 1) / 2^24, a number in (0, 1]. */
export function logOfWord(word: number, round: Rounding = exact): number {
  const k = (word >>> 8) + 1;
  let exponent = 31 - Math.clz32(k);
  let m = k / (1 << exponent); // in [1, 2): a power of two divides exactly
  if (m > Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  const e = exponent - 24;
  const f = m - 1; // exact, so ln u keeps its relative accuracy where u is near 1
  const square = round(f * f);
  const tail = round(round(round(f * square) * horner(logCoefficients, f, round)) + round(e * ln2Low));
  return round(round(round(tail - round(0.5 * square)) + f) + round(e * ln2High));
}

/** cos(2π u) of u = (word >>> 8) / 2^24, a number in [0, 1). */
export function cosOfWord(word: number, round: Rounding = exact): number {
  const k = word >>> 8;
  const nearest = (k + 0x200000) >>> 22; // the nearest quarter turn, 0 to 4
  const a = (k - nearest * 0x400000) / 0x400000; // the rest, in quarter turns, |a| ≤ 1/2, exact
  const square = round(a * a);
  const odd = (nearest & 1) === 1;
  const value = odd
    ? round(a * horner(sinCoefficients, square, round))
    : round(1 + round(square * horner(cosCoefficients, square, round)));
  const quadrant = nearest & 3;
  return quadrant === 1 || quadrant === 2 ? -value : value;
}

/**
 * A standard normal number from two random words: z = √(-2 ln u₀) cos(2π u₁), |z| ≤ 5.77.
 *
 * With `round = Math.fround` every operation is rounded to float32, as on a GPU; the error is then at most 1e-6.
 * Source: Box, Muller 1958, "A note on the generation of random normal deviates".
 */
export function gaussianFromWords(word0: number, word1: number, round: Rounding = exact): number {
  const radius = round(Math.sqrt(round(-2 * logOfWord(word0, round))));
  return round(radius * cosOfWord(word1, round));
}
