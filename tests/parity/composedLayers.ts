/** Every named layer of a network by tfjs' operations, read back. */
import * as tf from '@tensorflow/tfjs-core';
import { gatheredRows } from '../../src/engine/gatheredRows.ts';
import { ComposedOperations } from '../../src/engine/composedOperations.ts';
import type { UnetConfig } from '../../src/engine/config.ts';
import type { StoredTensor } from '../../src/engine/safetensors.ts';
import { sinusoidalEmbedding } from '../../src/engine/timeEmbedding.ts';
import { buildUnet2d } from '../../src/engine/unet2d.ts';

/** What a network is asked. */
export interface LayerInput {
  config: UnetConfig;
  tensors: Map<string, StoredTensor>;
  /** diffusers' timesteps, one a picture. */
  timesteps: ArrayLike<number>;
  classes: number[] | null;
  x: StoredTensor;
}

export async function composedLayers(
  { config, tensors, timesteps, classes, x }: LayerInput,
  Operations = ComposedOperations,
): Promise<Map<string, Float32Array>> {
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const ops = new Operations(arena);
  const observed = new Map<string, tf.Tensor>();
  const observe = (name: string, output: tf.Tensor): void => {
    observed.set(name, tf.keep(tf.clone(output)));
  };
  const rows = timesteps.length;
  const output = tf.tidy(() => {
    const sines = sinusoidalEmbedding(timesteps, config);
    const ofClasses =
      classes === null || unet.classRows === null
        ? null
        : tf.tensor4d(gatheredRows(arena.subarray(unet.classRows.offset), classes, unet.embeddingWidth), [
            1,
            1,
            rows,
            unet.embeddingWidth,
          ]);
    const projections = unet.embed<tf.Tensor4D>(
      ops,
      tf.tensor4d(sines, [1, 1, rows, config.blockOutChannels[0]]),
      ofClasses,
      observe,
    );
    const perPicture = tf.reshape<tf.Rank.R4>(projections, [rows, 1, 1, unet.projectionWidth]);
    return unet.forward(
      ops,
      tf.tensor4d(x.values, x.shape as [number, number, number, number]),
      perPicture,
      observe,
    );
  });
  observed.set('output', output);
  const layers = new Map<string, Float32Array>();
  for (const [name, tensor] of observed) layers.set(name, (await tensor.data()) as Float32Array);
  tf.dispose([...observed.values()]);
  ops.dispose();
  return layers;
}
