import { buffersFor } from '../plan/buffers.ts';
import {
  readsOf,
  type ConvStep,
  type GroupNormStep,
  type Plan,
  type PlanStep,
  type SlotId,
} from '../plan/plan.ts';

/** A convolution that normalises its input on the way in: x and second are those of the normalisation. */
export interface NormedConvStep extends ConvStep {
  readonly norm: Pick<GroupNormStep, 'weights' | 'modulation' | 'silu'> | null;
}
export type FusedStep = NormedConvStep | Exclude<PlanStep, ConvStep>;

export interface FusedPlan {
  steps: FusedStep[];
  /** As in Plan, for these steps; -1 for a slot that is not made any more. */
  buffers: number[];
  bufferOf: number[];
}

/**
 * Joins every normalisation that a convolution alone reads with that convolution, so that its result is written once,
 * where the convolution needs it. Inputs live longer by that, so the buffers are shared out anew.
 */
export function fusedPlan(plan: Plan): FusedPlan {
  const readers = new Map<SlotId, number>([[plan.output, 1]]);
  for (const id of plan.steps.flatMap(readsOf)) readers.set(id, (readers.get(id) ?? 0) + 1);
  const norms = new Map<SlotId, GroupNormStep>();
  for (const step of plan.steps) {
    if (step.kind !== 'groupNorm' || readers.get(step.output) !== 1) continue;
    // Only the plan's inputs stay for a step that does not name them.
    const { modulation } = step;
    if (modulation === null || plan.inputs.includes(modulation.table)) norms.set(step.output, step);
  }
  const steps: FusedStep[] = [];
  for (const step of plan.steps) {
    if (step.kind !== 'conv') {
      steps.push(step);
      continue;
    }
    const norm = step.second === null ? norms.get(step.x) : undefined;
    if (norm === undefined) {
      steps.push({ ...step, norm: null });
    } else {
      steps.splice(steps.indexOf(norm), 1);
      steps.push({ ...step, x: norm.x, second: norm.second, norm });
    }
  }
  const shapes = plan.slots.map(({ shape }) => shape);
  return { steps, ...buffersFor(shapes, steps, plan.inputs, plan.output) };
}
