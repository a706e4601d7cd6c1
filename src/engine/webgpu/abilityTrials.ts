import { gaussianField } from '../../math/rng.ts';
import type { WeightRef } from '../operations.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { Recorder } from '../plan/recorder.ts';
import { allAbilities, noAbilities, type Abilities } from './abilities.ts';
import { attentionKernel } from './kernels/attentionKernel.ts';
import { groupNormKernel } from './kernels/groupNormKernel.ts';
import type { Kernel } from './kernels/kernel.ts';
import { readingKernel } from './kernels/readingKernel.ts';

/** One piece of work by a plain kernel and by one that uses an ability: who has the ability must say the same. */
export interface Trial {
  ability: keyof Abilities;
  plain: Kernel;
  able: Kernel;
  given: Partial<Record<'x' | 'layer', Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>>;
  /** Numbers that each of the two writes. */
  count: number;
  agree(plain: Float32Array, able: Float32Array): boolean;
}

/**
 * A kernel with subgroups adds the same numbers in another order. Each thread's own sum is the same in both; adding up 256 of
 * them rounds some twenty times at most, each time by 2^-24 or less of what there is so far, up or down: 2e-7 of the largest
 * number was seen. What a wrong sum does is far more: one thread left out is one part in 256.
 */
const closest = 1e-6;

function areClose(plain: Float32Array, able: Float32Array): boolean {
  const largest = plain.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // So written that a NaN is not close.
  return largest > 0 && plain.every((value, i) => Math.abs(value - able[i]) <= closest * largest);
}

/** float16 → float32 loses nothing, so nothing less than the same bits will do; -0 is not 0. */
function areSame(plain: Float32Array, able: Float32Array): boolean {
  const wasRead = plain.some((value) => value !== 0);
  return wasRead && plain.every((value, i) => Object.is(value, able[i]));
}

/** Without an ability, and with it. */
const twice = (kernel: (abilities: Abilities) => Kernel): Pick<Trial, 'plain' | 'able'> => ({
  plain: kernel(noAbilities),
  able: kernel(allAbilities),
});

/** A trial of everything that an ability changes. Sizes are odd and leave threads idle; attention takes two blocks of keys. */
export const abilityTrials = (): Trial[] => [groupNormTrial(), attentionTrial(), readingTrial()];

function groupNormTrial(): Trial {
  const shape = [1, 31, 35, 8] as const;
  const ref = (name: string, offset: number): WeightRef => ({ name, offset, length: 8 });
  const weights = { scale: ref('scale', 0), shift: ref('shift', 8), groups: 2, epsilon: 1e-5 };
  const { plan, step } = planned((recorder) =>
    recorder.groupNorm(recorder.input([...shape]), weights, { silu: true }),
  );
  if (step.kind !== 'groupNorm') throw new Error(step.kind);
  const kernels = twice((abilities) => groupNormKernel(plan, step, false, abilities));
  const count = 31 * 35 * 8;
  // Far from zero, so that a wrong mean shows.
  const x = numbers(1, count).map((value) => 3 + value);
  return { ability: 'subgroups', ...kernels, given: { x, layer: numbers(2, 16) }, count, agree: areClose };
}

function attentionTrial(): Trial {
  const { plan, step } = planned((recorder) => recorder.attention(recorder.input([1, 5, 29, 48]), 2));
  if (step.kind !== 'attention') throw new Error(step.kind);
  const kernels = twice((abilities) => attentionKernel(plan, step, abilities));
  const given = { x: numbers(3, 5 * 29 * 48) };
  return { ability: 'subgroups', ...kernels, given, count: 5 * 29 * 16, agree: areClose };
}

/** Every number that float16 has. */
function readingTrial(): Trial {
  const layer = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((bits) => (bits & 0x7c00) !== 0x7c00);
  const count = layer.length;
  const kernels = twice((abilities) => readingKernel(count / 4, abilities));
  return { ability: 'halves', ...kernels, given: { layer }, count, agree: areSame };
}

function planned(record: (recorder: Recorder) => number): { plan: Plan; step: PlanStep } {
  const recorder = new Recorder();
  const plan = recorder.plan(record(recorder));
  return { plan, step: plan.steps[0] };
}

const numbers = (seed: number, count: number): Float32Array<ArrayBuffer> =>
  gaussianField(seed, 0, count, new Float32Array(count));
