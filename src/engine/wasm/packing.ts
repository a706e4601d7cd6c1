/** Columns that gemm computes at once. */
export const panelWidth = 8;

export const paddedColumns = (columns: number): number => Math.ceil(columns / panelWidth) * panelWidth;

/** A matrix (rows, columns) in panels of 8 columns, (⌈columns/8⌉, rows, 8), zeros after the last column. */
export function panels(matrix: ArrayLike<number>, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(rows * paddedColumns(columns));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const panel = Math.floor(column / panelWidth);
      packed[(panel * rows + row) * panelWidth + (column % panelWidth)] = matrix[row * columns + column];
    }
  }
  return packed;
}

/** G of Winograd's F(2×2, 3×3) (Lavin & Gray 2016). */
const G = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
];

/**
 * G g Gᵀ for every pair of channels, in float64, then rounded: 16 matrices (inChannels, outChannels), each in panels.
 * @param kernel (3, 3, inChannels, outChannels)
 */
export function winogradPanels(
  kernel: ArrayLike<number>,
  inChannels: number,
  outChannels: number,
): Float32Array<ArrayBuffer> {
  const pairs = inChannels * outChannels;
  const planeSize = inChannels * paddedColumns(outChannels);
  const packed = new Float32Array(16 * planeSize);
  const plane = new Float64Array(pairs);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      plane.fill(0);
      for (let y = 0; y < 3; y++) {
        for (let x = 0; x < 3; x++) {
          const factor = G[i][y] * G[j][x];
          const from = (y * 3 + x) * pairs;
          if (factor !== 0) for (let k = 0; k < pairs; k++) plane[k] += factor * kernel[from + k];
        }
      }
      packed.set(panels(plane, inChannels, outChannels), (4 * i + j) * planeSize);
    }
  }
  return packed;
}
