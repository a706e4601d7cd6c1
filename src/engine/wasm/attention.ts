import type { AttentionStep } from '../plan/plan.ts';
import { Layout } from './heap.ts';
import { paddedColumns } from './packing.ts';
import type { Place, PreparedStep } from './preparedStep.ts';
import { shares } from './threads/team.ts';

/** Rows of scores at once; kernels/attention.ts has the same number. */
const blockRows = 48;
/** gemm computes six rows at once. */
const tileRows = 6;

export function attention(step: AttentionStep, { kernels, team, shape }: Place): PreparedStep {
  const [batch, height, width, channels] = shape(step.output);
  const tokens = height * width;
  const headWidth = channels / step.heads;
  const own = new Layout();
  const table = own.floats(2 * blockRows);
  const keys = own.floats(paddedColumns(tokens) * headWidth);
  const values = own.floats(paddedColumns(headWidth) * tokens);
  const scores = own.floats(blockRows * paddedColumns(tokens));
  const [heads, rows] = partsOf(batch, step.heads, tokens, team.size);
  return {
    run(at) {
      for (let picture = 0; picture < batch; picture++) {
        const first = picture * tokens * channels * 4;
        for (const head of heads) {
          for (const row of rows) {
            team.task((free) =>
              kernels.attention(
                at(step.qkv) + 3 * first,
                tokens,
                channels,
                step.heads,
                head.first,
                head.first + head.count,
                row.first,
                row.first + row.count,
                free + table,
                free + keys,
                free + values,
                free + scores,
                at(step.output) + first,
              ),
            );
          }
        }
      }
    },
    scratch: 0,
    own: own.size,
  };
}

/** Whole pictures where there are enough of them, else heads, else rows: each part packs its heads' keys and values. */
function partsOf(batch: number, heads: number, tokens: number, threads: number) {
  const perPicture = Math.ceil(threads / batch);
  const ofHeads = shares(heads, perPicture);
  return [ofHeads, shares(tokens, Math.ceil(perPicture / ofHeads.length), tileRows)] as const;
}
