/** A photo under noise, and how near a network comes to it again: in one call, and by DDIM from the same x_t. */
import type { SampleRequest } from '../../engine/index.ts';
import { ddimStep } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';
import { stepsOf } from '../../math/timesteps.ts';

const clipped = (x: number) => Math.min(1, Math.max(-1, x));

/**
 * Peak signal-to-noise ratio in dB of a picture against the clean one: 10 log₁₀ of the squared range, 2² for values in
 * [−1, 1], over the mean squared error. Both are clipped to the range first, as they are shown. Infinite when equal.
 */
export function psnr(picture: ArrayLike<number>, clean: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < clean.length; i++) squares += (clipped(picture[i]) - clipped(clean[i])) ** 2;
  return 10 * Math.log10(4 / (squares / clean.length));
}

/** x_t = √ᾱ x_0 + √(1−ᾱ) ε. */
export const noised = (x0: Float32Array, eps: Float32Array, alphaBar: number): Float32Array =>
  x0.map((value, i) => Math.sqrt(alphaBar) * value + Math.sqrt(1 - alphaBar) * eps[i]);

/** At most `count` times from t down, evenly spaced, each at least 1. */
export const timesFrom = (t: number, count: number): number[] => [
  ...new Set(Array.from({ length: count }, (_, i) => Math.max(1, Math.round((t * (count - i)) / count)))),
];

/** One noisy picture and how it is to be denoised. */
export interface Task {
  xt: Float32Array;
  t: number;
  /** Of DDIM. */
  steps: number;
  /** The class that the network is told; null where it needs none. */
  label: number | null;
}

/** DDIM with η = 0 from x_t at t down to the picture, without a class if it can be. One step of it is x̂_0 itself, clipped. */
export const requestOf = (schedule: Schedule, { xt, t, steps, label }: Task): SampleRequest => ({
  steps: [...stepsOf(timesFrom(t, steps))].map(([from, to]) => ddimStep(schedule, from, to, 0)),
  // Steps with η = 0 draw no noise.
  seed: 0,
  labels: [label],
  start: xt,
  clip: 1,
  recomputeEps: true,
});
