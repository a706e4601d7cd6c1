import type { Target } from './convolutionParts.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import type { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import { paddedColumns } from './packing.ts';
import type { Place } from './preparedStep.ts';

/** The three stages of a Winograd convolution over some tiles; to be asked for in tasks. `free`: where the layout begins. */
export interface WinogradStages {
  /** Bᵀ d B of the tiles from `tile` on of the padded picture x, to the rows from `row` on. */
  transformed(free: Pointer, x: Pointer, tile: number, count: number, row: number): void;
  /** All 16 products of the first `rows` rows. */
  multiplied(free: Pointer, rows: number): void;
  /** One of them. */
  product(free: Pointer, index: number, rows: number): void;
  /** The tiles' pixels from the rows from `row` on. */
  written(free: Pointer, target: Target, tile: number, count: number, row: number): void;
}

/** @param rows how many rows (tiles) the two intermediate arrays have room for */
export function winogradStages(
  step: NormedConvStep,
  { kernels, constants, shape }: Place,
  layout: Layout,
  rows: number,
): WinogradStages {
  const { inChannels, outChannels } = step.weights;
  const [, height, width] = shape(step.output);
  const across = Math.ceil(width / 2);
  const paddedWidth = 2 * across + 2;
  const v = layout.floats(16 * rows * inChannels);
  const m = layout.floats(16 * rows * outChannels);
  const weights = constants.winogradPanels(step.weights);
  const weightBytes = 4 * inChannels * paddedColumns(outChannels);
  const table = constants.windowRows(rows, 1, 1, 1, inChannels);
  const plane = 4 * rows * inChannels;
  const outPlane = 4 * rows * outChannels;
  const pixel = 4 * outChannels;
  return {
    transformed(free, x, tile, count, row) {
      const to = free + v + 4 * row * inChannels;
      kernels.windowsTransformed(x, paddedWidth, inChannels, across, tile, count, to, plane);
    },
    multiplied(free, count) {
      const [from, to] = [free + v, free + m];
      kernels.winogradProducts(table, from, plane, count, inChannels, weights, outChannels, to, outPlane);
    },
    product(free, index, count) {
      const [from, to] = [free + v + index * plane, free + m + index * outPlane];
      const u = weights + index * weightBytes;
      kernels.gemm(table, from, count, 1, inChannels, 0, u, outChannels, 0, to, pixel, 0, 0, 1);
    },
    written(free, { start, residual, out }, tile, count, row) {
      kernels.tilesToPixels(
        free + m + row * pixel,
        outPlane,
        outChannels,
        across,
        tile,
        count,
        height,
        width,
        start,
        residual,
        step.scale,
        out,
      );
    },
  };
}
