import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Schedule } from '../math/schedules.ts';
import { ModelError } from './modelError.ts';
import type { ModelFolder } from './modelFolder.ts';
import type { Operations } from './operations.ts';
import { predictionWeights } from './predictionWeights.ts';
import type { PredictionType } from './schedulerConfig.ts';
import { buildUnet2d, type Unet2d } from './unet2d.ts';

/** A row of the class embedding for each picture; null means "no class". */
export type Labels = readonly (number | null)[];

/** The network's opinion of noisy pictures. Pictures are (batch, height, width, channels). */
export interface PredictRequest {
  xt: Float32Array;
  /** The paper's t (1 … T), one a picture. */
  t: readonly number[];
  /** One a picture; left out: no class. */
  labels?: Labels;
  /** w in ε_u + w (ε_c − ε_u) (Ho & Salimans 2022); 1, the default, is the plain conditional network. */
  guidance?: number;
}
export interface Prediction {
  eps: Float32Array;
  /** By the network's own schedule, not clipped. */
  xHat0: Float32Array;
}

/** A network bound to its device: pictures in, ε̂ and x̂_0 out. */
export class Denoiser {
  /** (height, width, channels) */
  readonly imageShape: [number, number, number];
  readonly schedule: Schedule;
  readonly predictionType: PredictionType;
  /** The row that means "no class"; null where the network has none. */
  readonly nullClass: number | null;
  private readonly unet: Unet2d;
  private readonly operations: Operations;
  private readonly classCount: number | null;

  constructor(folder: ModelFolder, operations: Operations) {
    const { config, classNames } = folder;
    this.operations = operations;
    this.unet = buildUnet2d(config, folder.tensors, operations);
    this.imageShape = [...config.sampleSize, config.inChannels];
    this.schedule = folder.schedule;
    this.predictionType = folder.predictionType;
    this.classCount = config.numClassEmbeds;
    // The export puts one row more than there are classes; a network without names has no such row for certain.
    const hasNullRow = config.numClassEmbeds !== null && classNames.length === config.numClassEmbeds - 1;
    this.nullClass = hasNullRow ? classNames.length : null;
  }

  /** Values of one picture. */
  get size(): number {
    return this.imageShape[0] * this.imageShape[1] * this.imageShape[2];
  }

  /**
   * The embeddings for several calls of the network, one after the other. Each call is the pictures' t; it takes one
   * row a picture, or, under guidance, those of the classes and then those of no class.
   */
  embed(calls: readonly (readonly number[])[], labels: Labels | undefined, guidance: number): Tensor2D {
    const rows = this.rows(calls[0].length, labels, guidance);
    // diffusers counts from 0. Encoding starts at t = 0, which no network was trained on: it is asked for t = 1.
    const timesteps = calls.flatMap((t) =>
      (isGuided(guidance) ? [...t, ...t] : t).map((time) => Math.max(time, 1) - 1),
    );
    return this.unet.embed(timesteps, rows && calls.flatMap(() => rows));
  }

  /** The network's output under guidance, in its own prediction type. The caller disposes it. */
  output(xt: Tensor4D, embedding: Tensor2D, guidance: number): Tensor4D {
    return tf.tidy(() => {
      if (!isGuided(guidance)) return this.unet.forward(xt, embedding);
      const both = this.unet.forward(tf.concat([xt, xt], 0), embedding);
      const [conditional, unconditional] = tf.split(both, 2, 0);
      return tf.add(unconditional, tf.mul(tf.sub(conditional, unconditional), guidance)) as Tensor4D;
    });
  }

  /** The noise of (seed, step) for `batch` pictures. The caller disposes it. */
  noise(seed: number, step: number, batch: number): Tensor4D {
    return this.operations.noise(seed, step, [batch, ...this.imageShape]);
  }

  async predict({ xt, t, labels, guidance = 1 }: PredictRequest): Promise<Prediction> {
    if (xt.length !== t.length * this.size) throw new ModelError('bad-request', { reason: 'xt' });
    if (!t.every((time) => Number.isInteger(time) && time >= 1 && time <= this.schedule.T)) {
      throw new ModelError('bad-request', { reason: 't' });
    }
    const embedding = this.embed([t], labels, guidance);
    const x = tf.tensor4d(xt, [t.length, ...this.imageShape]);
    const output = this.output(x, embedding, guidance);
    const values = (await output.data()) as Float32Array;
    tf.dispose([embedding, x, output]);
    return this.read(xt, values, t);
  }

  dispose(): void {
    this.unet.dispose();
  }

  private read(xt: Float32Array, output: Float32Array, t: readonly number[]): Prediction {
    const eps = new Float32Array(xt.length);
    const xHat0 = new Float32Array(xt.length);
    t.forEach((time, picture) => {
      const weights = predictionWeights(this.predictionType, this.schedule.alphaBar[time]);
      for (let i = picture * this.size; i < (picture + 1) * this.size; i++) {
        eps[i] = weights.eps.xt * xt[i] + weights.eps.output * output[i];
        xHat0[i] = weights.xHat0.xt * xt[i] + weights.xHat0.output * output[i];
      }
    });
    return { eps, xHat0 };
  }

  /** The rows of the class embedding for a network call, null for a network without one. */
  private rows(count: number, labels: Labels | undefined, guidance: number): number[] | null {
    const isUnconditional = labels === undefined || labels.every((label) => label === null);
    if (this.classCount === null) {
      if (!isUnconditional || isGuided(guidance)) throw new ModelError('bad-request', { reason: 'labels' });
      return null;
    }
    if (labels !== undefined && labels.length !== count)
      throw new ModelError('bad-request', { reason: 'labels' });
    const row = (label: number | null): number => {
      const value = label ?? this.nullClass;
      const isKnown = value !== null && Number.isInteger(value) && value >= 0 && value < this.classCount!;
      if (!isKnown) throw new ModelError('bad-request', { reason: 'labels' });
      return value;
    };
    const chosen = Array.from({ length: count }, (_, i) => row(labels?.[i] ?? null));
    const none = (): number[] => chosen.map(() => row(null));
    if (guidance === 0) return none();
    return isGuided(guidance) ? [...chosen, ...none()] : chosen;
  }
}

export const isGuided = (guidance: number): boolean => guidance !== 0 && guidance !== 1;

/** a·x + b·y, leaving out what is multiplied by 0 or 1. */
export function weightedSum(terms: readonly (readonly [number, Tensor4D])[]): Tensor4D {
  return tf.tidy(() => {
    const scaled = terms
      .filter(([weight]) => weight !== 0)
      .map(([weight, x]): Tensor => (weight === 1 ? x : tf.mul(x, weight)));
    if (scaled.length === 0) return tf.zerosLike(terms[0][1]);
    return scaled.length === 1 ? tf.clone(scaled[0]) : scaled.reduce((sum, x) => tf.add(sum, x));
  }) as Tensor4D;
}
