/** DDPM as it should be, and with one line of its code changed. */
import type { SampleRequest } from '../../engine/index.ts';
import type { PictureShape } from '../../figures/network/network.ts';
import { detailOf } from '../../figures/sampling/detailOf.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import { pictureOf, rootMeanSquare } from '../../figures/sampling/trajectory.ts';
import { ddpmStep } from '../../math/samplers.ts';
import { makeSchedule, type Schedule, type ScheduleId } from '../../math/schedules.ts';
import type { Values } from '../../ui/demoState.ts';
import { BATCH, type CHANGES, type table } from './state.ts';

export type Change = (typeof CHANGES)[number];

/** `label` is the class's number, null for any. */
export type Settings = Omit<Values<typeof table>, 'change' | 'label'> & { label: number | null };

/** The family that a network was not trained with. */
export const otherSchedule = (trained: string): ScheduleId => (trained === 'cosine' ? 'linear' : 'cosine');

/**
 * What is asked of the network: BATCH pictures by DDPM with σ² = β̃ and x̂_0 clipped, or that with one thing changed.
 * `schedule` is the one that the network was trained with.
 */
export function requestOf(
  schedule: Schedule,
  { steps, label, seed }: Settings,
  change: Change | null,
): SampleRequest {
  const used =
    change === 'schedule' ? makeSchedule({ id: otherSchedule(schedule.id), T: schedule.T }) : schedule;
  const variance = change === 'beta' ? 'beta' : 'beta-tilde';
  const right = samplingSteps(used, steps, (t, s) => ddpmStep(used, t, s, variance));
  return {
    steps: change === 'no-noise' ? right.map((step) => ({ ...step, noise: 0 })) : right,
    seed,
    batch: BATCH,
    labels: new Array<number | null>(BATCH).fill(label),
    clip: change === 'no-clip' ? undefined : 1,
    keep: 'newest',
  };
}

export interface Measured {
  /** How far neighbouring pixels are apart, mean over the pictures: see detailOf. */
  detail: number;
  /** Root mean square distance of two of the pictures, mean over all pairs. */
  variety: number;
}

/** How much there is in the pictures of a batch, and how different from each other they are. */
export function measured(batch: Float32Array, shape: PictureShape): Measured {
  const details = Array.from({ length: BATCH }, (_, i) => detailOf(pictureOf(batch, i, shape.size), shape));
  return {
    detail: details.reduce((a, b) => a + b) / BATCH,
    variety: varietyOf(batch, shape.size),
  };
}

function varietyOf(batch: Float32Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < BATCH; i++)
    for (let j = 0; j < i; j++) sum += rootMeanSquare(pictureOf(batch, i, size), pictureOf(batch, j, size));
  return sum / ((BATCH * (BATCH - 1)) / 2);
}
