/** DDPM as it should be, and with one line of its code changed. */
import type { SampleRequest } from '../../engine/index.ts';
import { labelOf } from '../../figures/sampling/digits.ts';
import { greyShare, lightShare } from '../../figures/sampling/greyShare.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import { pictureOf, rootMeanSquare } from '../../figures/sampling/trajectory.ts';
import { ddpmStep } from '../../math/samplers.ts';
import { makeSchedule, type Schedule } from '../../math/schedules.ts';
import type { Values } from '../../ui/demoState.ts';
import { BATCH, type CHANGES, type table } from './state.ts';

export type State = Values<typeof table>;
export type Change = (typeof CHANGES)[number];

type Settings = Omit<State, 'change'>;

/**
 * What is asked of the network: BATCH pictures by DDPM with σ² = β̃ and x̂_0 clipped, or that with one thing changed.
 * `schedule` is the one that the network was trained with.
 */
export function requestOf(
  schedule: Schedule,
  { steps, digit, seed }: Settings,
  change: Change | null,
): SampleRequest {
  const used = change === 'schedule' ? makeSchedule({ id: 'cosine', T: schedule.T }) : schedule;
  const variance = change === 'beta' ? 'beta' : 'beta-tilde';
  const right = samplingSteps(used, steps, (t, s) => ddpmStep(used, t, s, variance));
  return {
    steps: change === 'no-noise' ? right.map((step) => ({ ...step, noise: 0 })) : right,
    seed,
    batch: BATCH,
    labels: new Array<number | null>(BATCH).fill(labelOf(digit)),
    clip: change === 'no-clip' ? undefined : 1,
  };
}

export interface Measured {
  /** Mean shares over the pictures. */
  grey: number;
  light: number;
  /** Root mean square distance of two of the pictures, mean over all pairs. */
  variety: number;
}

/** How decided, how light and how different from each other the pictures of a batch are. */
export function measured(batch: Float32Array): Measured {
  const size = batch.length / BATCH;
  const mean = (share: (values: Float32Array) => number) =>
    Array.from({ length: BATCH }, (_, i) => share(pictureOf(batch, i, size))).reduce((a, b) => a + b) / BATCH;
  return { grey: mean(greyShare), light: mean(lightShare), variety: varietyOf(batch, size) };
}

function varietyOf(batch: Float32Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < BATCH; i++)
    for (let j = 0; j < i; j++) sum += rootMeanSquare(pictureOf(batch, i, size), pictureOf(batch, j, size));
  return sum / ((BATCH * (BATCH - 1)) / 2);
}
