import type { AttentionStep, SlotId } from '../plan/plan.ts';
import { Layout } from './heap.ts';
import type { Pointer } from './kernels.ts';
import { paddedColumns } from './packing.ts';
import type { Place, PreparedStep } from './preparedStep.ts';

/** Rows of scores at once; kernels/attention.ts has the same number. */
const blockRows = 48;

export function attention(step: AttentionStep, { kernels, shape }: Place): PreparedStep {
  const [batch, height, width, channels] = shape(step.output);
  const tokens = height * width;
  const headWidth = channels / step.heads;
  const scratch = new Layout();
  const table = scratch.floats(2 * blockRows);
  const keys = scratch.floats(paddedColumns(tokens) * headWidth);
  const values = scratch.floats(paddedColumns(headWidth) * tokens);
  const scores = scratch.floats(blockRows * paddedColumns(tokens));
  const run = (at: (slot: SlotId) => Pointer, free: Pointer): void => {
    for (let picture = 0; picture < batch; picture++) {
      const first = picture * tokens * channels * 4;
      kernels.attention(
        at(step.qkv) + 3 * first,
        tokens,
        channels,
        step.heads,
        free + table,
        free + keys,
        free + values,
        free + scores,
        at(step.output) + first,
      );
    }
  };
  return { run, scratch: scratch.size };
}
