import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { classPlans } from '../../tests/parity/kernelClasses.ts';
import type { RandomPlan } from '../../tests/parity/randomPlans.ts';
import { relativeError } from '../../tests/parity/relativeError.ts';
import { ComposedOperations } from './composedOperations.ts';
import { interpreted } from './plan/interpreter.ts';
import type { SlotId } from './plan/plan.ts';

/** The plan's one step by tfjs' operations. */
function composed({ plan, arena, inputs }: RandomPlan): Float32Array {
  const operations = new ComposedOperations(arena);
  const values = tf.tidy(() => {
    const given = new Map(
      plan.inputs.map((slot, i) => [slot, tf.tensor4d(inputs[i], [...plan.slots[slot].shape])]),
    );
    const of = (slot: SlotId | null) => (slot === null ? undefined : given.get(slot)!);
    const [step] = plan.steps;
    const output =
      step.kind === 'attention'
        ? operations.attention(of(step.qkv)!, step.heads)
        : step.kind === 'groupNorm'
          ? operations.groupNorm(of(step.x)!, step.weights, {
              second: of(step.second),
              modulation: step.modulation
                ? { table: of(step.modulation.table)!, column: step.modulation.column }
                : undefined,
              silu: step.silu,
            })
          : operations.conv(of(step.x)!, step.weights, {
              ...step,
              second: of(step.second),
              perChannel: step.perChannel
                ? { table: of(step.perChannel.table)!, column: step.perChannel.column }
                : undefined,
              residual: of(step.residual),
            });
    return output.dataSync() as Float32Array;
  });
  operations.dispose();
  return values;
}

it('is float64’s to 1e-5 for every kernel and class of shapes, as the WebGPU kernels are', async () => {
  await tf.setBackend('cpu');
  const seed = 1 + (Date.now() % 1e9);
  const failed: string[] = [];
  let plans = 0;
  for (const one of classPlans(seed)) {
    const error = relativeError(composed(one), interpreted(one.plan, one.arena, one.inputs));
    plans++;
    if (!(error <= 1e-5)) failed.push(`${one.kind}: ${error.toExponential(1)}`);
  }
  expect(plans).toBe(85);
  expect(failed).toEqual([]);
  // A machine that trains beside it takes half a minute.
}, 300_000);
