import { sizeOf } from '../plan/plan.ts';
import { directConvolution } from './directConvolution.ts';
import type { NormedConvStep } from './fusedSteps.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { shares } from './threads/team.ts';
import { winogradConvolution } from './winogradConvolution.ts';

/** Fewer numbers than this are not worth a task. */
const leastNumbers = 4096;

/** Prepares a convolution by whichever method takes fewer multiplications. */
export function convolution(step: NormedConvStep, place: Place): PreparedStep {
  const { size, inChannels, outChannels } = step.weights;
  const isWinograd = size === 3 && step.stride === 1 && inChannels % 4 === 0 && outChannels % 4 === 0;
  const prepared = isWinograd ? winogradConvolution(step, place) : directConvolution(step, place);
  if (!step.silu) return prepared;
  const { kernels, team, shape } = place;
  const count = sizeOf({ shape: shape(step.output) });
  const parts = shares(count, Math.min(team.size, Math.ceil(count / leastNumbers)), 4);
  return {
    ...prepared,
    run(at, scratch) {
      prepared.run(at, scratch);
      team.barrier();
      for (const part of parts) {
        const values = at(step.output) + 4 * part.first;
        team.task(() => kernels.silus(values, values, part.count));
      }
    },
  };
}
