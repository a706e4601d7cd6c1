import { sizeOf } from '../plan/plan.ts';
import { directConvolution } from './directConvolution.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { winogradConvolution } from './winogradConvolution.ts';

/** Prepares a convolution by whichever method takes fewer multiplications. */
export function convolution(step: NormedConvStep, place: Place): PreparedStep {
  const { size, inChannels, outChannels } = step.weights;
  const isWinograd = size === 3 && step.stride === 1 && inChannels % 4 === 0 && outChannels % 4 === 0;
  const prepared = isWinograd ? winogradConvolution(step, place) : directConvolution(step, place);
  if (!step.silu) return prepared;
  const count = sizeOf({ shape: place.shape(step.output) });
  return {
    ...prepared,
    run(at, scratch) {
      prepared.run(at, scratch);
      place.kernels.silus(at(step.output), at(step.output), count);
    },
  };
}
