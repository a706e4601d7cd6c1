import { paddedInput, targets } from './convolutionParts.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import { Layout } from './heap.ts';
import type { Place, PreparedStep } from './preparedStep.ts';

/**
 * A convolution as one matrix product: a pixel's window is `size` runs of floats in the padded picture, so the product
 * reads it where it is.
 */
export function directConvolution(step: NormedConvStep, place: Place): PreparedStep {
  const { kernels, constants, shape } = place;
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
  return {
    run(at, free) {
      const run = { at, scratch: free };
      for (let picture = 0; picture < batch; picture++) {
        const { start, residual, out } = target(run, picture);
        kernels.gemm(
          windows,
          input(run, picture, 0),
          height * width,
          size,
          size * inChannels,
          4 * paddedWidth * inChannels,
          weights,
          outChannels,
          start,
          out,
          pixel,
          residual,
          pixel,
          step.scale,
        );
      }
    },
    scratch: scratch.size,
  };
}
