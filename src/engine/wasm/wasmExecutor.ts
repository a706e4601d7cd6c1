import { sizeOf, type Plan, type SlotId } from '../plan/plan.ts';
import { attention } from './attention.ts';
import { Constants } from './constants.ts';
import { convolution } from './convolution.ts';
import { fusedPlan, type FusedStep } from './fusedSteps.ts';
import { Heap, Layout } from './heap.ts';
import type { OpenKernels } from './kernels.ts';
import { normalisation } from './normalisation.ts';
import type { Place, PreparedStep } from './preparedStep.ts';

/** Sees a step's output right after the step. */
export type StepObserver = (step: FusedStep, output: Float32Array) => void;

/** A plan that is ready to run. */
export interface PreparedPlan {
  /**
   * @param inputs one array for each of plan.inputs
   * @returns a copy of the output
   */
  run(inputs: readonly ArrayLike<number>[], observe?: StepObserver): Float32Array<ArrayBuffer>;
}

/** Carries out plans of one network in WebAssembly. One memory holds the weights, packed once, and the running plan. */
export class WasmExecutor {
  private readonly opened: OpenKernels;
  private readonly heap: Heap;
  private readonly constants: Constants;

  /** @param arena the network's weights, Unet2d.arena */
  constructor(opened: OpenKernels, arena: Float32Array) {
    this.opened = opened;
    this.heap = new Heap(opened.memory);
    this.constants = new Constants(this.heap, opened.kernels, arena);
  }

  /** Bytes of the kernels' memory. */
  get bytes(): number {
    return this.heap.size;
  }

  /** To be called when plans that together use every weight are prepared; further plans may be of other batches only. */
  releaseArena(): void {
    this.constants.releaseArena();
  }

  prepare(plan: Plan): PreparedPlan {
    const { steps, buffers, bufferOf } = fusedPlan(plan);
    const layout = new Layout();
    const bufferAt = buffers.map((size) => layout.floats(size));
    const scratch = layout.size;
    const place: Place = {
      kernels: this.opened.kernels,
      constants: this.constants,
      shape: (slot) => plan.slots[slot].shape,
    };
    const prepared = steps.map((step) => preparedStep(step, place));
    const bytes = scratch + Math.max(0, ...prepared.map((step) => step.scratch));
    const { heap } = this;
    heap.reserve(bytes);
    const at = (slot: SlotId): number => heap.area + bufferAt[bufferOf[slot]];
    const values = (slot: SlotId) => heap.floats(at(slot), sizeOf(plan.slots[slot]));
    return {
      run(inputs, observe) {
        plan.inputs.forEach((slot, i) => values(slot).set(inputs[i]));
        prepared.forEach((step, i) => {
          step.run(at, heap.area + scratch);
          observe?.(steps[i], values(steps[i].output));
        });
        return values(plan.output).slice();
      },
    };
  }
}

function preparedStep(step: FusedStep, place: Place): PreparedStep {
  switch (step.kind) {
    case 'conv':
      return convolution(step, place);
    case 'groupNorm':
      return normalisation(step, place);
    case 'attention':
      return attention(step, place);
  }
}
