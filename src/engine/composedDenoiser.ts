import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { ComposedOperations } from './composedOperations.ts';
import { composedRun, type ComposedNetwork } from './composedRun.ts';
import { gatheredRows } from './gatheredRows.ts';
import type { Denoiser, Run } from './denoiser.ts';
import type { ModelFolder } from './modelFolder.ts';
import { isGuided, NoisyNetwork, type Prediction, type PredictRequest } from './noisyNetwork.ts';
import type { Labels } from './noisyNetwork.ts';
import type { MemoryInfo } from './protocol.ts';
import type { SampleRequest } from './sampler.ts';
import { sinusoidalEmbedding } from './timeEmbedding.ts';
import { buildUnet2d, type Unet2d } from './unet2d.ts';

/** The network by tfjs' operations, on whichever backend tfjs has. */
export class ComposedDenoiser implements Denoiser, ComposedNetwork {
  readonly network: NoisyNetwork;
  private readonly unet: Unet2d;
  private readonly arena: Float32Array;
  private readonly operations: ComposedOperations;

  /** @throws ModelError 'weights-mismatch' */
  constructor(folder: ModelFolder) {
    this.network = new NoisyNetwork(folder);
    this.unet = buildUnet2d(folder.config);
    this.arena = this.unet.arenaOf(folder.tensors);
    this.operations = new ComposedOperations(this.arena);
  }

  get predictionType() {
    return this.network.predictionType;
  }

  embed(calls: readonly (readonly number[])[], labels: Labels | undefined, guidance: number): Tensor4D {
    const { timesteps, classes } = this.network.conditions(calls, labels, guidance);
    return tf.tidy(() => {
      const rows = timesteps.length;
      const { config, embeddingWidth, classRows, projectionWidth } = this.unet;
      const sines = tf.tensor4d(sinusoidalEmbedding(timesteps, config), [
        1,
        1,
        rows,
        config.blockOutChannels[0],
      ]);
      const ofClasses =
        classRows === null || classes === null
          ? null
          : tf.tensor4d(gatheredRows(this.arena.subarray(classRows.offset), classes, embeddingWidth), [
              1,
              1,
              rows,
              embeddingWidth,
            ]);
      const projections = this.unet.embed<Tensor4D>(this.operations, sines, ofClasses);
      return tf.reshape<tf.Rank.R4>(projections, [rows, 1, 1, projectionWidth]);
    });
  }

  outputs(xt: Tensor4D, embedding: Tensor4D, guidance: number): Tensor4D[] {
    return tf.tidy(() => {
      if (!isGuided(guidance)) return [this.unet.forward<Tensor4D>(this.operations, xt, embedding)];
      const both = this.unet.forward<Tensor4D>(this.operations, tf.concat([xt, xt], 0), embedding);
      return tf.split(both, 2, 0);
    });
  }

  noise(seed: number, step: number, batch: number): Tensor4D {
    return this.operations.noise(seed, step, [batch, ...this.network.imageShape]);
  }

  async predict(request: PredictRequest): Promise<Prediction> {
    const { xt, t, labels, guidance = 1 } = request;
    this.network.checkPrediction(request);
    const embedding = this.embed([t], labels, guidance);
    const x = tf.tensor4d(xt, [t.length, ...this.network.imageShape]);
    const outputs = this.outputs(x, embedding, guidance);
    const [c, u] = (await Promise.all(outputs.map((output) => output.data()))) as Float32Array[];
    tf.dispose([embedding, x, ...outputs]);
    const said = u === undefined ? (i: number) => c[i] : (i: number) => u[i] + guidance * (c[i] - u[i]);
    return this.network.prediction(xt, said, t);
  }

  begin(request: SampleRequest): Run {
    return composedRun(this, request);
  }

  memory(): MemoryInfo {
    // Each graphics backend adds its own field to what tfjs' type knows.
    const memory: tf.MemoryInfo & { numBytesInGPUAllocated?: number; numBytesAllocatedInGPU?: number } =
      tf.memory();
    return {
      tensors: memory.numTensors,
      bytes: memory.numBytes,
      gpuBytes: memory.numBytesAllocatedInGPU ?? memory.numBytesInGPUAllocated ?? null,
    };
  }

  dispose(): void {
    this.operations.dispose();
  }
}
