import { sizeOf, type Plan, type PlanStep, type SlotId } from '../engine/plan/plan.ts';

/** What one step of a sampler costs, whoever takes it: the network called once, then the sampler's update. */
export interface StepCost {
  /** Multiply-accumulates of the convolutions (dense layers among them) and of attention. */
  macs: number;
  /** Every kernel's inputs, weights and output once: what a step must move if nothing stays on the chip. */
  bytes: number;
  /** One for each step of the plan, and the update. */
  dispatches: number;
}

/**
 * Counted from the plan, so from the shapes alone.
 * @param bytesPerWeight 2 where the weights are float16, else 4; pictures are float32
 */
export function stepCost(plan: Plan, bytesPerWeight: 2 | 4): StepCost {
  const { steps } = plan;
  // The update reads x and the prediction and writes x.
  const updated = 3 * 4 * sizeOf(plan.slots[plan.output]);
  return {
    macs: steps.reduce((sum, step) => sum + macsOf(plan, step), 0),
    bytes: steps.reduce((sum, step) => sum + bytesOf(plan, step, bytesPerWeight), updated),
    dispatches: steps.length + 1,
  };
}

/** Convolution: H·W·k²·C_in·C_out a picture; attention: n² for q kᵀ and n² for its product with v, for each channel. */
function macsOf({ slots }: Plan, step: PlanStep): number {
  const [batch, height, width, channels] = slots[step.output].shape;
  const pixels = height * width;
  switch (step.kind) {
    case 'conv':
      return batch * pixels * step.weights.size ** 2 * step.weights.inChannels * channels;
    case 'attention':
      return batch * 2 * pixels ** 2 * channels;
    case 'groupNorm':
      return 0;
  }
}

function bytesOf({ slots }: Plan, step: PlanStep, bytesPerWeight: number): number {
  const picture = (id: SlotId | null): number => (id === null ? 0 : 4 * sizeOf(slots[id]));
  const output = picture(step.output);
  switch (step.kind) {
    case 'conv': {
      const { kernel, bias } = step.weights;
      // Of the table of projections, the one row that is added.
      const row = step.perChannel === null ? 0 : 4 * slots[step.output].shape[0] * bias.length;
      const weights = bytesPerWeight * (kernel.length + bias.length);
      return picture(step.x) + picture(step.second) + picture(step.residual) + row + weights + output;
    }
    case 'groupNorm':
      return picture(step.x) + picture(step.second) + 2 * bytesPerWeight * step.weights.scale.length + output;
    case 'attention':
      return picture(step.qkv) + output;
  }
}
