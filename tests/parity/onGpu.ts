/** Plans on the GPU, read back slot by slot. */
import { apart } from '../../src/engine/plan/apart.ts';
import { sizeOf, type Plan, type SlotId } from '../../src/engine/plan/plan.ts';
import type { Abilities } from '../../src/engine/webgpu/abilities.ts';
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { kernelsOf, PlanProgram } from '../../src/engine/webgpu/planProgram.ts';
import { readback } from '../../src/engine/webgpu/readback.ts';
import { WeightLayout } from '../../src/engine/webgpu/weightLayout.ts';

/**
 * Carries a plan out once and reads the slots that are asked for; with `everySlot`, no two slots share memory.
 * @param abilities what the kernels use; the device must have it
 */
export async function slotsOnGpu(
  gpu: Gpu,
  shared: Plan,
  arena: Float32Array,
  inputs: readonly ArrayLike<number>[],
  everySlot = false,
  abilities: Abilities = gpu.abilities,
): Promise<{ of(slot: SlotId): Float32Array; isHalf: boolean }> {
  const plan = everySlot ? apart(shared) : shared;
  const layout = new WeightLayout([plan]);
  const { isHalf, bytes } = layout.packed(arena);
  const buffer = gpu.storage('weights', bytes.byteLength);
  gpu.device.queue.writeBuffer(buffer, 0, bytes);
  const progress = gpu.storage('progress', 16);
  const program = await PlanProgram.make(
    gpu,
    plan,
    { buffer, layout, isHalf },
    new Map(),
    progress,
    kernelsOf(plan, isHalf, abilities),
  );
  plan.inputs.forEach((slot, i) =>
    gpu.device.queue.writeBuffer(program.buffer(slot), 0, Float32Array.from(inputs[i])),
  );
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  program.record(pass);
  pass.end();
  const wanted = everySlot ? plan.slots.map((_, id) => id) : [plan.output];
  const values = await readback(
    gpu,
    encoder,
    wanted.map((id) => ({ buffer: program.buffer(id), bytes: 4 * sizeOf(plan.slots[id]) })),
  );
  program.dispose();
  gpu.free(buffer);
  gpu.free(progress);
  const starts = new Map<SlotId, number>();
  let end = 0;
  for (const id of wanted) {
    starts.set(id, end);
    end += sizeOf(plan.slots[id]);
  }
  return {
    isHalf,
    of: (slot) => values.subarray(starts.get(slot)!, starts.get(slot)! + sizeOf(plan.slots[slot])),
  };
}
