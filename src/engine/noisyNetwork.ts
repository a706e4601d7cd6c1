import type { Schedule } from '../math/schedules.ts';
import { ModelError } from './modelError.ts';
import type { ModelFolder } from './modelFolder.ts';
import { predictionWeights, weighted } from './predictionWeights.ts';
import type { PredictionType } from './schedulerConfig.ts';

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

/** What the network is told besides the pictures, one entry a row of its batch. */
export interface Conditions {
  /** diffusers' timesteps, the paper's t minus 1. */
  timesteps: number[];
  /** Rows of the class embedding; null for a network without one. */
  classes: number[] | null;
}

export const isGuided = (guidance: number): boolean => guidance !== 0 && guidance !== 1;

/** A network as a sampler sees it: its pictures, its noise, its classes; nothing of the device. */
export class NoisyNetwork {
  /** (height, width, channels) */
  readonly imageShape: [number, number, number];
  /** Values of one picture. */
  readonly size: number;
  readonly schedule: Schedule;
  readonly predictionType: PredictionType;
  /** The row that means "no class"; null where the network has none. */
  readonly nullClass: number | null;
  private readonly classCount: number | null;

  constructor({ config, classNames, schedule, predictionType }: Omit<ModelFolder, 'tensors'>) {
    const [height, width] = config.sampleSize;
    this.imageShape = [height, width, config.inChannels];
    this.size = height * width * config.inChannels;
    this.schedule = schedule;
    this.predictionType = predictionType;
    this.classCount = config.numClassEmbeds;
    // The export puts one row more than there are classes; a network without names has no such row for certain.
    const hasNullRow = config.numClassEmbeds !== null && classNames.length === config.numClassEmbeds - 1;
    this.nullClass = hasNullRow ? classNames.length : null;
  }

  /**
   * The rows for several calls of the network, one after the other. Each call is the pictures' t; it takes one row a
   * picture, or, under guidance, those of the classes and then those of no class.
   * @throws ModelError 'bad-request'
   */
  conditions(
    calls: readonly (readonly number[])[],
    labels: Labels | undefined,
    guidance: number,
  ): Conditions {
    const rows = this.classRows(calls[0].length, labels, guidance);
    // diffusers counts from 0. Encoding starts at t = 0, which no network was trained on: it is asked for t = 1.
    const timesteps = calls.flatMap((t) =>
      (isGuided(guidance) ? [...t, ...t] : t).map((time) => Math.max(time, 1) - 1),
    );
    return { timesteps, classes: rows && calls.flatMap(() => rows) };
  }

  /** Rows of the network's batch for so many pictures. */
  rowsFor(pictures: number, guidance: number): number {
    return isGuided(guidance) ? 2 * pictures : pictures;
  }

  /** @throws ModelError 'bad-request' */
  checkPrediction({ xt, t }: PredictRequest): void {
    if (xt.length !== t.length * this.size) throw new ModelError('bad-request', { reason: 'xt' });
    if (!t.every((time) => Number.isInteger(time) && time >= 1 && time <= this.schedule.T)) {
      throw new ModelError('bad-request', { reason: 't' });
    }
  }

  /** ε̂ and x̂_0 from the network's outputs, whatever it predicts. */
  prediction(xt: Float32Array, outputOf: (index: number) => number, t: readonly number[]): Prediction {
    const eps = new Float32Array(xt.length);
    const xHat0 = new Float32Array(xt.length);
    t.forEach((time, picture) => {
      const weights = predictionWeights(this.predictionType, this.schedule.alphaBar[time]);
      for (let i = picture * this.size; i < (picture + 1) * this.size; i++) {
        const output = outputOf(i);
        eps[i] = weighted(weights.eps, xt[i], output);
        xHat0[i] = weighted(weights.xHat0, xt[i], output);
      }
    });
    return { eps, xHat0 };
  }

  /** The rows of the class embedding for a network call, null for a network without one. */
  private classRows(count: number, labels: Labels | undefined, guidance: number): number[] | null {
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
