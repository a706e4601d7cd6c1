/** A density p_t(x) as a picture: columns are times, rows are places, from the top (largest x) down. */

/** The part of the plane that is shown, and how finely. */
export interface FieldGrid {
  /** Times of the first and last column. */
  readonly times: readonly [from: number, to: number];
  /** Places of the picture's lower and upper edge. */
  readonly places: readonly [from: number, to: number];
  readonly columns: number;
  readonly rows: number;
}

export interface DensityField extends FieldGrid {
  /** Row by row, columns · rows values: the density averaged over the cell's height. */
  readonly values: Float32Array;
}

/** The distribution function F_t of the density at time t. */
export type CdfAt = (t: number) => (x: number) => number;

/** The time of a column. */
export const timeOf = ({ times: [from, to], columns }: FieldGrid, column: number): number =>
  from + ((to - from) * column) / (columns - 1);

/**
 * The field of a distribution function: each cell holds (F(upper) - F(lower)) / height, so that a point of data
 * keeps its mass however thin it is. Yields after every column, returns the field.
 */
export function* densityFieldOf(grid: FieldGrid, cdfAt: CdfAt): Generator<void, DensityField> {
  const {
    columns,
    rows,
    places: [low, high],
  } = grid;
  const values = new Float32Array(columns * rows);
  const height = (high - low) / rows;
  for (let column = 0; column < columns; column++) {
    const cdf = cdfAt(timeOf(grid, column));
    let above = cdf(high);
    for (let row = 0; row < rows; row++) {
      const below = cdf(high - (row + 1) * height);
      values[row * columns + column] = (above - below) / height;
      above = below;
    }
    yield;
  }
  return { ...grid, values };
}

/** How strongly a density is coloured, 0 … 1: the root of its share of `top`, so that thin densities still show. */
export const levelOf = (density: number, top: number): number => Math.sqrt(Math.min(1, density / top));
