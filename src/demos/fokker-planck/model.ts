/** Paths of an SDE, and the Fokker–Planck equation solved on a grid that knows nothing of the paths. */
import type { DensityField } from '../../figures/density/densityField.ts';
import { ensembleOf, placesAt, stepNear, timeAt, type Ensemble } from '../../figures/density/ensemble.ts';
import { histogramOf, kolmogorovDistance, momentsOf } from '../../math/empirical.ts';
import { cellCentres, fokkerPlanck, type DensityAt, type Grid } from '../../math/fokkerPlanck.ts';
import { normalCdf } from '../../math/gaussian.ts';
import { makeRng } from '../../math/rng.ts';
import type { Dynamics } from '../../math/sde.ts';
import type { FieldId } from './state.ts';

/** Wider than what is shown, so that next to nothing reaches the walls of the grid. */
export const solverGrid: Grid = { from: -6, to: 6, cells: 480 };
export const places = [-3, 3] as const;
export const PDE_STEPS = 240;
export const PATH_STEPS = 480;
export const BINS = 48;

/** All paths start from N(-1, 0.15²). */
export const start = { mean: -1, variance: 0.0225 } as const;

const drifts: Record<FieldId, (x: number) => number> = {
  /** Down the double well V = 4(¼x⁴ - ½x²), with valleys at ±1. */
  well: (x) => 4 * (x - x ** 3),
  /** A pull to 0, as in the SDEs of diffusion models. */
  pull: (x) => -4 * x,
  none: () => 0,
};

export const dynamicsOf = (field: FieldId, g: number): Dynamics => ({
  drift: (x) => drifts[field](x),
  diffusion: () => g,
});

/** The starting density averaged over the solver's cells. */
const startDensity = (): Float64Array => {
  const half = (solverGrid.to - solverGrid.from) / solverGrid.cells / 2;
  const F = (x: number) => normalCdf(x, start.mean, start.variance);
  return cellCentres(solverGrid).map((x) => (F(x + half) - F(x - half)) / (2 * half));
};

export interface Solution {
  readonly frames: readonly DensityAt[];
  readonly field: DensityField;
}

/** Solves ∂p/∂t = -∂(fp)/∂x + ½g² ∂²p/∂x² over 0 ≤ t ≤ 1. Yields after every step. */
export function* solutionOf(field: FieldId, g: number): Generator<void, Solution> {
  const frames: DensityAt[] = [];
  const times = { from: 0, to: 1, steps: PDE_STEPS };
  for (const frame of fokkerPlanck(dynamicsOf(field, g), solverGrid, startDensity(), times)) {
    frames.push(frame);
    yield;
  }
  return { frames, field: pictureOf(frames) };
}

/** The solver's cells that are shown, as a picture: one column per time, the largest x on top. */
function pictureOf(frames: readonly DensityAt[]): DensityField {
  const width = (solverGrid.to - solverGrid.from) / solverGrid.cells;
  const first = Math.round((places[0] - solverGrid.from) / width);
  const rows = Math.round((places[1] - places[0]) / width);
  const columns = frames.length;
  const values = new Float32Array(rows * columns);
  frames.forEach(({ density }, column) => {
    for (let row = 0; row < rows; row++) values[row * columns + column] = density[first + rows - 1 - row];
  });
  return { times: [0, 1], places, columns, rows, values };
}

/** P(X ≤ x) of a solved density: straight within the cells. */
export function cdfOf({ density }: DensityAt): (x: number) => number {
  const { from, to, cells } = solverGrid;
  const width = (to - from) / cells;
  const sums = new Float64Array(cells + 1);
  density.forEach((p, i) => (sums[i + 1] = sums[i] + p * width));
  return (x) => {
    const at = Math.min(cells, Math.max(0, (x - from) / width));
    const cell = Math.min(cells - 1, Math.floor(at));
    return sums[cell] + (at - cell) * density[cell] * width;
  };
}

/** Mass, mean and variance of a solved density. */
export function momentsOfDensity({ density }: DensityAt) {
  const x = cellCentres(solverGrid);
  const width = x[1] - x[0];
  const sum = (f: (x: number) => number) => density.reduce((total, p, i) => total + p * f(x[i]) * width, 0);
  const mass = sum(() => 1);
  const mean = sum((at) => at) / mass;
  return { mass, mean, variance: sum((at) => (at - mean) ** 2) / mass };
}

/** The paths: Euler–Maruyama from the same start. */
export function* pathsOf(
  field: FieldId,
  g: number,
  { seed, count }: { seed: number; count: number },
): Generator<void, Ensemble> {
  const rng = makeRng(seed);
  const x0 = Float64Array.from(
    { length: count },
    () => start.mean + Math.sqrt(start.variance) * rng.gaussian(),
  );
  return yield* ensembleOf(dynamicsOf(field, g), x0, { from: 0, to: 1, steps: PATH_STEPS }, seed);
}

/** Paths and solution at the solver's step nearest to t. */
export function comparedAt(paths: Ensemble, { frames }: Solution, t: number) {
  const frame = frames[Math.round(t * PDE_STEPS)];
  const k = stepNear(paths, frame.t);
  const x = placesAt(paths, k);
  const F = cdfOf(frame);
  const [from, to] = places;
  const width = (to - from) / BINS;
  return {
    time: timeAt(paths, k),
    bars: histogramOf(x, { from, to, bins: BINS }),
    solved: Float64Array.from(
      { length: BINS },
      (_, i) => (F(from + (i + 1) * width) - F(from + i * width)) / width,
    ),
    distance: kolmogorovDistance(x, F),
    paths: momentsOf(x),
    pde: momentsOfDensity(frame),
  };
}
