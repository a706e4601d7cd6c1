/** Where the noise variance of x_t comes from: 1 − ᾱ_t = α_t(1 − ᾱ_{t−1}) + β_t. */
import { inheritedNoise, newNoiseShare } from '../../math/forward.ts';
import type { Schedule } from '../../math/schedules.ts';

export interface Shares {
  t: number;
  /** ᾱ_t: what is left of the data's variance, for data of variance 1. */
  data: number;
  /** α_t(1 − ᾱ_{t−1}): noise of earlier steps, shrunk by this one. */
  inherited: number;
  /** β_t: noise of this step. */
  fresh: number;
  /** λ_t = β_t/(1 − ᾱ_t). */
  lambda: number;
}

export const sharesAt = (schedule: Schedule, t: number): Shares => ({
  t,
  data: schedule.alphaBar[t],
  inherited: inheritedNoise(schedule, t),
  fresh: schedule.beta[t],
  lambda: newNoiseShare(schedule, t),
});
