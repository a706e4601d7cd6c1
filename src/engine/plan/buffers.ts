import { readsOf, sizeOf, type PlanStep, type Slot, type SlotId } from './plan.ts';

/**
 * Gives every slot a buffer that holds nothing else from the step that writes the slot until the last that reads it,
 * both included. A slot takes the free buffer that fits it most closely; if all are too small, the largest grows.
 * @param kept slots that are there before the first step, each in a buffer of its own for good
 */
export function buffersFor(
  shapes: readonly Slot['shape'][],
  steps: readonly PlanStep[],
  kept: readonly SlotId[],
  output: SlotId,
): { buffers: number[]; bufferOf: number[] } {
  const lastRead = new Map<SlotId, number>();
  steps.forEach((step, i) => readsOf(step).forEach((slot) => lastRead.set(slot, i)));
  lastRead.set(output, steps.length);
  const buffers: number[] = [];
  const bufferOf = new Array<number>(shapes.length).fill(-1);
  const free = new Set<number>();
  const take = (slot: SlotId): void => {
    const size = sizeOf({ shape: shapes[slot] });
    const fitting = [...free].filter((buffer) => buffers[buffer] >= size);
    const chosen =
      fitting.length > 0
        ? fitting.reduce((a, b) => (buffers[b] < buffers[a] ? b : a))
        : [...free].reduce<number>((a, b) => (a < 0 || buffers[b] > buffers[a] ? b : a), -1);
    const buffer = chosen >= 0 ? chosen : buffers.push(0) - 1;
    free.delete(buffer);
    buffers[buffer] = Math.max(buffers[buffer], size);
    bufferOf[slot] = buffer;
  };
  for (const slot of kept) take(slot);
  steps.forEach((step, i) => {
    take(step.output);
    for (const slot of [...readsOf(step), step.output]) {
      const isOver = (lastRead.get(slot) ?? i) === i;
      if (isOver && !kept.includes(slot)) free.add(bufferOf[slot]);
    }
  });
  return { buffers, bufferOf };
}
