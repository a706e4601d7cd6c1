import { gatheredRows } from '../../engine/gatheredRows.ts';
import type { Conditions } from '../../engine/noisyNetwork.ts';
import { sinusoidalEmbedding } from '../../engine/timeEmbedding.ts';
import type { Unet2d } from '../../engine/unet2d.ts';

/** What a network is told of time and class: sinusoids and class rows, one row a picture. */
export interface ConditionTables {
  sines: Float32Array<ArrayBuffer>;
  classes: Float32Array<ArrayBuffer> | null;
}

export const conditionTables = (
  unet: Unet2d,
  arena: Float32Array,
  { timesteps, classes }: Conditions,
): ConditionTables => ({
  sines: sinusoidalEmbedding(timesteps, unet.config) as Float32Array<ArrayBuffer>,
  classes:
    unet.classRows === null || classes === null
      ? null
      : gatheredRows(arena.subarray(unet.classRows.offset), classes, unet.embeddingWidth),
});
