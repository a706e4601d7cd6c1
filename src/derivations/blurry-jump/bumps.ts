/**
 * Data in two bumps, half at +a and half at −a, each of variance 1 − a²: mean 0, variance 1, and N(0, 1) at a = 0.
 * What is known of x_0 at x_t = x, where ᾱ_t = `alphaBar`, in closed form; means over x_t by quadrature.
 */
import { expectNormal } from '../../math/quadrature.ts';

const NODES = 64;

/** The variance of x_t in either bump. */
const width = (a: number, alphaBar: number) => 1 - alphaBar * a ** 2;

/** P(upper bump | x_t = x). */
const shareOfUpper = (x: number, a: number, alphaBar: number) =>
  1 / (1 + Math.exp((-2 * Math.sqrt(alphaBar) * a * x) / width(a, alphaBar)));

/** E[x_0 | x_t = x]: each bump's own straight line, weighed by how likely the bump is. */
export function guess(x: number, a: number, alphaBar: number): number {
  const slope = (Math.sqrt(alphaBar) * (1 - a ** 2)) / width(a, alphaBar);
  const left = (a * (1 - alphaBar)) / width(a, alphaBar);
  return slope * x + left * (2 * shareOfUpper(x, a, alphaBar) - 1);
}

/** Var(x_0 | x_t = x): the spread in a bump, and that of the bumps' means. */
export function spread(x: number, a: number, alphaBar: number): number {
  const share = shareOfUpper(x, a, alphaBar);
  const left = (a * (1 - alphaBar)) / width(a, alphaBar);
  const within = ((1 - a ** 2) * (1 - alphaBar)) / width(a, alphaBar);
  return within + 4 * share * (1 - share) * left ** 2;
}

/** E f(x_t). */
export function expectNoisy(f: (x: number) => number, a: number, alphaBar: number): number {
  const centre = Math.sqrt(alphaBar) * a;
  const around = (mean: number) => expectNormal(f, mean, width(a, alphaBar), NODES);
  return 0.5 * (around(centre) + around(-centre));
}

/** E[f(x_s) | x_t = x] for s < t: in each bump x_s and x_t are jointly Gaussian. */
export function expectLower(
  f: (x: number) => number,
  x: number,
  a: number,
  alphaBar: number,
  alphaBarLow: number,
): number {
  const kept = Math.sqrt(alphaBar / alphaBarLow);
  const slope = (kept * width(a, alphaBarLow)) / width(a, alphaBar);
  const variance = (width(a, alphaBarLow) * (1 - kept ** 2)) / width(a, alphaBar);
  const given = (side: number) => {
    const mean = side * Math.sqrt(alphaBarLow) * a + slope * (x - side * Math.sqrt(alphaBar) * a);
    return expectNormal(f, mean, variance, NODES);
  };
  const share = shareOfUpper(x, a, alphaBar);
  return share * given(1) + (1 - share) * given(-1);
}
