/** Euler–Maruyama at many step sizes on the same Wiener paths, held against the exact solution. */
import { makeRng, type Rng } from '../../math/rng.ts';
import { equations, incrementOf, type Equation } from './equations.ts';
import { FINEST, type Kind } from './state.ts';

const N = 2 ** FINEST;

/** A Wiener path on the finest grid: w at its N + 1 times, and the exact solution along it. */
export interface FinePath {
  readonly w: Float64Array;
  readonly exact: Float64Array;
}

/** Draws a Wiener path and solves the equation along it. */
export function finePathOf(equation: Equation, rng: Rng): FinePath {
  const h = 1 / N;
  const w = new Float64Array(N + 1);
  const exact = new Float64Array(N + 1);
  exact[0] = 1;
  for (let k = 0; k < N; k++) {
    const increment = incrementOf(h, rng.gaussian(), rng.gaussian());
    w[k + 1] = w[k] + increment.w;
    exact[k + 1] = equation.exactStep(exact[k], h, increment);
  }
  return { w, exact };
}

/** Euler–Maruyama in n steps (n divides N): its increments are sums of the fine ones, so w is the same path. */
export function eulerPath(equation: Equation, w: Float64Array, n: number): Float64Array {
  const stride = N / n;
  const x = new Float64Array(n + 1);
  x[0] = 1;
  for (let k = 0; k < n; k++)
    x[k + 1] =
      x[k] + equation.drift(x[k]) / n + equation.diffusion(x[k]) * (w[(k + 1) * stride] - w[k * stride]);
  return x;
}

/** The first path of a seed, to draw. */
export const shownPath = (kind: Kind, seed: number): FinePath =>
  finePathOf(equations[kind], makeRng(seed, 0));

/** The errors at x(1) with step h, over all paths, and the standard errors of these estimates. */
export interface ErrorAt {
  readonly h: number;
  /** E|x_h(1) - x(1)|. */
  readonly strong: number;
  readonly strongDeviation: number;
  /** |E x_h(1) - E x(1)|. */
  readonly weak: number;
  readonly weakDeviation: number;
}

/** Measures both errors for h = 1/2 … 2^-(FINEST-1) on `count` paths. Yields after every path. */
export function* errorsOf(
  kind: Kind,
  { seed, count }: { seed: number; count: number },
): Generator<void, ErrorAt[]> {
  const equation = equations[kind];
  const sums = Array.from({ length: FINEST - 1 }, () => ({ size: 0, signed: 0, square: 0 }));
  // Without noise every path is the same.
  const paths = kind === 'ode' ? 1 : count;
  for (let path = 0; path < paths; path++) {
    const { w, exact } = finePathOf(equation, makeRng(seed, path));
    sums.forEach((sum, i) => {
      const n = 2 ** (i + 1);
      const gap = eulerPath(equation, w, n)[n] - exact[N];
      sum.size += Math.abs(gap) / paths;
      sum.signed += gap / paths;
      sum.square += gap ** 2 / paths;
    });
    yield;
  }
  return sums.map(({ size, signed, square }, i) => ({
    h: 2 ** -(i + 1),
    strong: size,
    strongDeviation: Math.sqrt(Math.max(0, square - size ** 2) / paths),
    weak: Math.abs(signed),
    weakDeviation: Math.sqrt(Math.max(0, square - signed ** 2) / paths),
  }));
}

/** The least-squares slope of log error over log h, over the errors that stand clear of chance. */
export function slopeOf(points: readonly { h: number; error: number; deviation: number }[]): number {
  // From h = 1/16 on, where the leading power of h rules.
  const used = points.filter(({ h, error, deviation }) => h <= 1 / 16 && error > 4 * deviation && error > 0);
  if (used.length < 3) return NaN;
  const xs = used.map(({ h }) => Math.log(h));
  const ys = used.map(({ error }) => Math.log(error));
  const mean = (a: number[]) => a.reduce((sum, v) => sum + v, 0) / a.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, x, i) => sum + (x - mx) * (ys[i] - my), 0);
  return covariance / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

export const strongPoints = (errors: readonly ErrorAt[]) =>
  errors.map(({ h, strong, strongDeviation }) => ({ h, error: strong, deviation: strongDeviation }));
export const weakPoints = (errors: readonly ErrorAt[]) =>
  errors.map(({ h, weak, weakDeviation }) => ({ h, error: weak, deviation: weakDeviation }));
