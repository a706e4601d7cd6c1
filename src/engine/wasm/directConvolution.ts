import { paddedInput, targets, type Run, type Target } from './convolutionParts.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import { panelWidth } from './packing.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { shares, type Share } from './threads/team.ts';

/** gemm computes six rows at once. */
const tileRows = 6;
/** Products of fewer multiplications than this are not worth a task. */
const leastMultiplications = 50_000;

/**
 * A convolution as one matrix product: a pixel's window is `size` runs of floats in the padded picture, so the product
 * reads it where it is. Threads take pictures, or where there are too few, rows of the product, or columns of a flat one.
 */
export function directConvolution(step: NormedConvStep, place: Place): PreparedStep {
  const { kernels, team, constants, shape } = place;
  const { size, inChannels, outChannels } = step.weights;
  const [batch, inHeight, inWidth] = shape(step.x);
  const [, height, width] = shape(step.output);
  const scratch = new Layout();
  const zoom = step.upsample ? 2 : 1;
  const [[top, bottom], [left, right]] = step.padding;
  const paddedWidth = zoom * inWidth + left + right;
  const input = paddedInput(step, place, scratch, [zoom * inHeight + top + bottom, paddedWidth], 1);
  const target = targets(step, place, scratch);
  const weights = constants.panels(step.weights);
  const windows = constants.windowRows(height, width, step.stride, paddedWidth, inChannels);
  const pixel = 4 * outChannels;
  const depth = size * size * inChannels;

  const product = (x: Pointer, { start, residual, out }: Target, rows: Share, columns: Share): void => {
    const skipped = rows.first * pixel + 4 * columns.first;
    kernels.gemm(
      windows + 4 * rows.first,
      x,
      rows.count,
      size,
      size * inChannels,
      4 * paddedWidth * inChannels,
      weights + 4 * columns.first * depth,
      columns.count,
      start + 4 * columns.first,
      out + skipped,
      pixel,
      residual === 0 ? 0 : residual + skipped,
      pixel,
      step.scale,
    );
  };

  const pixels = height * width;
  const [allRows, allColumns] = [pixels, outChannels].map((count) => ({ first: 0, count }));
  const isWhole = batch >= team.size;
  const worthwhile = Math.ceil((pixels * depth * outChannels) / leastMultiplications);
  const parts = Math.min(team.size, worthwhile);
  const byRows = pixels >= 2 * parts * tileRows;
  const rowShares = byRows ? shares(pixels, parts, tileRows) : [allRows];
  const columnShares = byRows ? [allColumns] : shares(outChannels, parts, panelWidth);

  const inParts = (run: Run, picture: number): void => {
    let x = 0;
    let added: Target | undefined;
    team.task(() => (added = target(run, picture)));
    x = input(team.size, run, picture, 0);
    team.barrier();
    for (const rows of rowShares) {
      for (const columns of columnShares) team.task(() => product(x, added!, rows, columns));
    }
    team.barrier();
  };
  return {
    run(at, free) {
      for (let picture = 0; picture < batch; picture++) {
        if (isWhole) {
          team.task((own) => {
            const run = { at, scratch: own };
            product(input(0, run, picture, 0), target(run, picture), allRows, allColumns);
          });
        } else inParts({ at, scratch: free }, picture);
      }
    },
    scratch: isWhole ? 0 : scratch.size,
    own: isWhole ? scratch.size : 0,
  };
}
