import type { Dynamics, PathTimes } from './sde.ts';

/** Equal cells of the line from `from` to `to`; densities are values at the cells' centres. */
export interface Grid {
  readonly from: number;
  readonly to: number;
  readonly cells: number;
}

/** The centres of the grid's cells, ascending. */
export const cellCentres = ({ from, to, cells }: Grid): Float64Array =>
  Float64Array.from({ length: cells }, (_, i) => from + ((i + 0.5) * (to - from)) / cells);

/** A density at one time, at the cells' centres. */
export interface DensityAt {
  readonly t: number;
  readonly density: Float64Array;
}

/** x/(eˣ - 1), 1 at x = 0. */
const bernoulli = (x: number): number => (Math.abs(x) < 1e-12 ? 1 - 0.5 * x : x / Math.expm1(x));

/** dp/dt = A p of the discretised equation, as the three diagonals of A (entry i belongs to row i). */
interface Tridiagonal {
  readonly lower: Float64Array;
  readonly diagonal: Float64Array;
  readonly upper: Float64Array;
}

/**
 * What flows through each inner edge is f p - D ∂p/∂x with D = ½ g², in Scharfetter and Gummel's exponential
 * form, which is exact for a flux that is constant between two centres. Nothing flows through the two ends.
 */
function ratesOf({ drift, diffusion }: Dynamics, { from, to, cells }: Grid, t: number): Tridiagonal {
  const width = (to - from) / cells;
  const spread = 0.5 * diffusion(t) ** 2;
  if (!(spread > 0))
    throw new RangeError(`this solver needs a positive diffusion; g(${t}) is ${diffusion(t)}`);
  const lower = new Float64Array(cells);
  const diagonal = new Float64Array(cells);
  const upper = new Float64Array(cells);
  for (let i = 0; i < cells - 1; i++) {
    const peclet = (drift(from + (i + 1) * width, t) * width) / spread;
    const right = (spread / width ** 2) * bernoulli(-peclet); // out of cell i, into cell i+1
    const left = (spread / width ** 2) * bernoulli(peclet); // out of cell i+1, into cell i
    diagonal[i] -= right;
    upper[i] += left;
    lower[i + 1] += right;
    diagonal[i + 1] -= left;
  }
  return { lower, diagonal, upper };
}

/** (1 - h A)⁻¹ (1 + h A) p by elimination along the three diagonals. */
function crankNicolson({ lower, diagonal, upper }: Tridiagonal, p: Float64Array, h: number): Float64Array {
  const n = p.length;
  const result = new Float64Array(n);
  const ratio = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const before = i > 0 ? p[i - 1] : 0;
    const after = i < n - 1 ? p[i + 1] : 0;
    const right = p[i] + h * (lower[i] * before + diagonal[i] * p[i] + upper[i] * after);
    const pivot = 1 - h * diagonal[i] + h * lower[i] * (i > 0 ? ratio[i - 1] : 0);
    ratio[i] = (-h * upper[i]) / pivot;
    result[i] = (right + h * lower[i] * (i > 0 ? result[i - 1] : 0)) / pivot;
  }
  for (let i = n - 2; i >= 0; i--) result[i] -= ratio[i] * result[i + 1];
  return result;
}

/**
 * Fokker–Planck: ∂p/∂t = -∂(f p)/∂x + ½ g² ∂²p/∂x², from a density at the cells' centres; steps + 1 densities,
 * the start included. Forwards in time only (backwards the equation is ill-posed). Mass is kept exactly; the
 * error is second order in the cell's width and in the step, for a start that is smooth at the cell's scale.
 * Throws a RangeError for g ≤ 0, a density of the wrong length, or times that run backwards.
 */
export function* fokkerPlanck(
  dynamics: Dynamics,
  grid: Grid,
  start: ArrayLike<number>,
  { from, to, steps }: PathTimes,
): Generator<DensityAt> {
  if (start.length !== grid.cells)
    throw new RangeError(`the grid has ${grid.cells} cells, the density ${start.length} values`);
  if (!(to > from)) throw new RangeError(`Fokker–Planck runs forwards: from ${from} to ${to} does not`);
  const dt = (to - from) / steps;
  let density: Float64Array = Float64Array.from(start);
  yield { t: from, density };
  for (let i = 0; i < steps; i++) {
    // rates at the step's middle keep second order for coefficients that change with time
    density = crankNicolson(ratesOf(dynamics, grid, from + (i + 0.5) * dt), density, 0.5 * dt);
    yield { t: i === steps - 1 ? to : from + (i + 1) * dt, density };
  }
}
